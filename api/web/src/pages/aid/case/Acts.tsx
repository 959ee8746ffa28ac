import { Button, Drawer, Dropdown, Grid } from 'antd';
import { useState } from 'react';
import type { Written } from '@/api/write';
import { useLabels } from '@/domain/labels';
import { useLanguage, useWords } from '@/words';
import type { CasePage } from '../reads';
import { whyWords, type WhyCode } from '../ruleWords';
import { words as actWords } from './actWords';
import { ApproveForm } from './ApproveForm';
import { PayeeForm } from './PayeeForm';
import { EvidenceForm, RatifyForm, ReasonForm, ReviewForm, type EndKind } from './SmallForms';
import { SurveyForm } from './SurveyForm';
import { words } from './words';

/** What can be done here, the most telling first; acts on payments have pages of their own. */
const kActs = [
  'case.approved',
  'case.ratified',
  'case.reviewed',
  'case.surveyed',
  'payee.set',
  'case.returned',
  'case.rejected',
  'evidence.attached',
  'case.withdrawn',
] as const;
/** So many have room at the bottom of a phone; the others wait behind a button. */
const kPhoneActs = 3;
type ActKind = (typeof kActs)[number];

/** Of these nobody is told that they may not: it is not their work, or not the time for it. */
const kSilent: string[] = ['duty_missing', 'step_not_allowed', 'case_unknown'];

/** Another amount, basis or source may settle these. */
const kSettled: string[] = [
  'above_medical_remainder',
  'above_small_limit',
  'above_urgent_limit',
  'aid_repeated',
  'amount_differs',
  'expiry_not_allowed',
  'field_missing',
  'minutes_missing',
  'money_not_free',
  'two_approvers_needed',
];

type Possible = NonNullable<CasePage['acts']>[number];

/** Whether its form is of use: they may, or what stands against it can be settled there. */
function isOpen(act: Possible): boolean {
  return (
    act.may ||
    act.propose === true ||
    (act.why.length > 0 && act.why.every((code) => kSettled.includes(code)))
  );
}

function useActName(page: CasePage) {
  const say = useWords(actWords);
  return (kind: ActKind) =>
    kind === 'case.approved' && page.standing?.case.stage === 'opened'
      ? say('urgentApprove')
      : say(kind);
}

function Form({
  kind,
  page,
  onDone,
  onCancel,
}: {
  kind: ActKind;
  page: CasePage;
  onDone: (written: Written, proposed: boolean) => void;
  onCancel: () => void;
}) {
  const props = { page, onDone, onCancel };
  switch (kind) {
    case 'case.surveyed':
      return <SurveyForm {...props} />;
    case 'case.reviewed':
      return <ReviewForm {...props} />;
    case 'case.approved':
      return <ApproveForm {...props} />;
    case 'case.ratified':
      return <RatifyForm {...props} />;
    case 'evidence.attached':
      return <EvidenceForm {...props} />;
    case 'payee.set':
      return <PayeeForm {...props} />;
    default:
      return <ReasonForm {...props} kind={kind satisfies EndKind} />;
  }
}

/** The buttons of what the person may do; on a phone they stay at the bottom of the screen. */
export function Acts({
  page,
  onDone,
}: {
  page: CasePage;
  onDone: (written: Written, proposed: boolean) => void;
}) {
  const name = useActName(page);
  const say = useWords(words);
  const wide = Grid.useBreakpoint().lg ?? true;
  const [chosen, setChosen] = useState<ActKind>();
  const acts = page.acts ?? [];
  const can = kActs.filter((kind) => acts.some((act) => act.kind === kind && isOpen(act)));
  const shown = wide ? can : can.slice(0, kPhoneActs);
  const rest = can.slice(shown.length);
  return (
    <>
      {shown.map((kind, index) => (
        <Button
          key={kind}
          type={index === 0 && kind !== 'evidence.attached' ? 'primary' : 'default'}
          danger={kind === 'case.rejected' || kind === 'case.withdrawn'}
          onClick={() => setChosen(kind)}
        >
          {name(kind)}
        </Button>
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          placement="topRight"
          menu={{
            items: rest.map((key) => ({ key, label: name(key) })),
            onClick: ({ key }) => setChosen(rest.find((kind) => kind === key)),
          }}
        >
          <Button>{say('more')}</Button>
        </Dropdown>
      )}
      <Drawer
        open={chosen !== undefined}
        title={chosen && name(chosen)}
        placement={wide ? 'right' : 'bottom'}
        size={wide ? 520 : '88%'}
        onClose={() => setChosen(undefined)}
        destroyOnHidden
      >
        {chosen && (
          <Form
            kind={chosen}
            page={page}
            onCancel={() => setChosen(undefined)}
            onDone={(written, proposed) => {
              setChosen(undefined);
              onDone(written, proposed);
            }}
          />
        )}
      </Drawer>
    </>
  );
}

/** What the person may not do though it is their duty and its time, and why. */
export function MayNot({ page }: { page: CasePage }) {
  const say = useWords(words);
  const label = useLabels();
  const place = useLanguage() === 'zh' ? 0 : 1;
  const acts = page.acts ?? [];
  const barred = acts.filter(
    (act) => !isOpen(act) && !act.why.some((code) => kSilent.includes(code)),
  );
  if (!page.acts || !page.open) return null;
  if (barred.length === 0) {
    const idle = !acts.some((act) => isOpen(act) && act.kind !== 'evidence.attached');
    return idle ? <p className="mz-muted">{say('nothing')}</p> : null;
  }
  return (
    <section className="mz-card">
      <h2>{say('cannot')}</h2>
      <ul className="mz-aid-rules">
        {barred.map((act, index) => (
          <li key={`${act.kind} ${index}`} className="mz-aid-paper">
            <strong>{label('kind', act.kind)}</strong>:{' '}
            {act.why.map((code) => whyWords[code as WhyCode]?.[place] ?? code).join(';')}
          </li>
        ))}
      </ul>
    </section>
  );
}
