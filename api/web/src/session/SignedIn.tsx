import { useCallback, useEffect, useMemo, useState } from 'react';
import { Spin } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { api, rememberCsrf, Refused, take, whenSignedOut } from '@/api/client';
import { LoadProblem } from '@/ui/Problem';
import { recall, remember } from '@/words/remembered';
import { FirstPassword } from './FirstPassword';
import { OfficeContext, type Office, type Session } from './session';
import { SecondFactor } from './SecondFactor';
import { SignIn } from './SignIn';

const kStoredFund = 'mingzhang.fund';

type State =
  | { at: 'asking' }
  | { at: 'out' }
  | { at: 'failed'; error: unknown }
  | { at: 'in'; session: Session; funds: Office['funds'] };

async function findOut(): Promise<State> {
  try {
    const session = await take(api.GET('/v1/session', {}));
    rememberCsrf(session.csrf);
    if (session.must.length > 0) return { at: 'in', session, funds: [] };
    const funds = await take(api.GET('/v1/funds', { params: { query: { limit: 500 } } }));
    // The oldest comes first: a fund that is opened later is nobody's until they choose it.
    return { at: 'in', session, funds: funds.items.sort((a, b) => a.no - b.no) };
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return { at: 'out' };
    return { at: 'failed', error };
  }
}

/**
 * What is shown only to people of the office. Who is signed out while something is half typed signs in
 * above it: the page below stays as it is.
 */
export function SignedIn({ children }: { children: React.ReactNode }) {
  const [state, setState] = useState<State>({ at: 'asking' });
  const [expired, setExpired] = useState(false);
  const [fund, setFund] = useState(() => recall(kStoredFund) ?? '');
  const queries = useQueryClient();

  const ask = useCallback(async () => {
    const next = await findOut();
    setState(next);
    if (next.at === 'in') {
      setExpired(false);
      await queries.invalidateQueries();
    }
  }, [queries]);

  useEffect(() => {
    void ask();
  }, [ask]);
  useEffect(() => whenSignedOut(() => setExpired(true)), []);

  const office = useMemo<Office | undefined>(() => {
    if (state.at !== 'in') return undefined;
    const known = state.funds.some((one) => one.fund === fund);
    return {
      session: state.session,
      funds: state.funds,
      fund: known ? fund : (state.funds[0]?.fund ?? ''),
      chooseFund: (chosen) => {
        remember(kStoredFund, chosen);
        setFund(chosen);
      },
      signOut: async () => {
        await api.DELETE('/v1/session', {}).catch(() => undefined);
        queries.clear();
        setState({ at: 'out' });
      },
    };
  }, [state, fund, queries]);

  if (state.at === 'asking') return <Spin size="large" style={{ margin: 64 }} />;
  if (state.at === 'failed') return <LoadProblem error={state.error} again={() => void ask()} />;
  if (state.at === 'out') return <SignIn onDone={ask} />;
  if (state.session.must.includes('change_password')) return <FirstPassword onDone={ask} />;
  if (state.session.must.includes('enrol_second_factor')) return <SecondFactor onDone={ask} />;
  return (
    <OfficeContext.Provider value={office}>
      {expired && <SignIn onDone={ask} above={state.session.person} />}
      <div inert={expired}>{children}</div>
    </OfficeContext.Provider>
  );
}
