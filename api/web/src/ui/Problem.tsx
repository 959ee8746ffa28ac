import { Alert, Button } from 'antd';
import type { FormInstance } from 'antd';
import { Refused, saysSignedOut } from '@/api/client';
import type { WriteState } from '@/api/write';
import { useWords } from '@/words';
import { words } from './words';

/** What went wrong while something was read, and a way on. */
export function LoadProblem({ error, again }: { error: unknown; again?: () => void }) {
  const say = useWords(words);
  const refused = error instanceof Refused ? error : undefined;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={refused ? refused.problem.title : say('loadFailed')}
      description={refused ? say('request', { id: refused.problem.request }) : say('unreachable')}
      action={again && <Button onClick={again}>{say('again')}</Button>}
    />
  );
}

/**
 * How a form's write stands, above its buttons. What is wrong with one field is shown beside that
 * field as well: see `showAtField`.
 */
export function WriteProblem({ state }: { state: WriteState }) {
  const say = useWords(words);
  switch (state.at) {
    case 'waiting':
      return (
        <Alert type="warning" showIcon title={say('retrying', { n: state.tries })} role="status" />
      );
    case 'unreachable':
      return <Alert type="error" showIcon title={say('unreachable')} role="alert" />;
    case 'refused':
      // Who is signed out is asked to sign in, above the page.
      if (saysSignedOut(state.error.status, state.error.problem)) return null;
      return (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={state.error.problem.title}
          description={state.error.problem.detail}
        />
      );
    default:
      return null;
  }
}

/** Puts a refusal beside the field it is about: "body.amount" beside the form's field "amount". */
export function showAtField(form: FormInstance, state: WriteState) {
  if (state.at !== 'refused' || !state.error.problem.field) return;
  const path = state.error.problem.field.replace(/^body\./, '').split('.');
  for (let length = path.length; length > 0; --length) {
    const name = path.slice(0, length);
    if (form.getFieldInstance(name.length === 1 ? name[0] : name) === undefined) continue;
    form.setFields([{ name: name as never, errors: [state.error.problem.title] }]);
    form.scrollToField(name, { block: 'center' });
    return;
  }
}
