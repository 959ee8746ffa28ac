import { createContext, useContext } from 'react';
import type { Schemas } from '@/api/client';

export type Session = Schemas['session'];
export type Duty = Schemas['duty'];

/** Who is signed in, and for which of their funds they work at the moment. */
export interface Office {
  session: Session;
  /** Of those the person serves, by id. */
  funds: Schemas['funds_page']['items'];
  fund: string;
  chooseFund: (fund: string) => void;
  signOut: () => Promise<void>;
}

export const OfficeContext = createContext<Office | undefined>(undefined);

/** Only within pages of people who are signed in. */
export function useOffice(): Office {
  const office = useContext(OfficeContext);
  if (!office) throw new Error('nobody is signed in');
  return office;
}

export function hasDuty(session: Session, ...duties: Duty[]): boolean {
  return duties.some((duty) => session.duties.includes(duty));
}
