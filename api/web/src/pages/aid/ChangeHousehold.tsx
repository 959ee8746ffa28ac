export { ChangeHousehold as default } from './HouseholdForm';
