export { NewHousehold as default } from './HouseholdForm';
