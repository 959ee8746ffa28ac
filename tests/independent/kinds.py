"""Who may do what, and how a case and a payment go: the tables of docs/format.md, section 6."""

# Kind: belongs to, writes it alone, proposes it, seconds it, of the founding.
KINDS = """
ledger.opened ledger - - - -
policy.adopted ledger - administrator responsible -
table.adopted ledger - administrator responsible,approver yes
entity.opened ledger - administrator responsible yes
account.opened entity - administrator responsible,approver yes
fund.opened entity - administrator responsible yes
person.enrolled entity - administrator responsible,approver yes
person.changed ledger - administrator responsible,approver yes
action.proposed ledger - - - -
action.declined ledger - - - -
import.recorded fund cashier - - -
donation.received fund cashier - - -
injection.received fund cashier - - -
transfer.received fund cashier - - -
income.confirmed fund bookkeeper - - -
income.cancelled fund cashier,bookkeeper - - -
household.registered fund caseworker,reviewer - - -
household.changed fund caseworker,reviewer - - -
case.opened fund caseworker,reviewer - - -
case.surveyed fund caseworker,reviewer - - -
case.reviewed fund reviewer - - -
case.returned fund reviewer,approver - - -
case.rejected fund reviewer,approver - - -
case.withdrawn fund caseworker,reviewer - - -
case.lapsed fund - - - -
case.approved fund approver,reviewer approver approver -
case.ratified fund approver - - -
evidence.attached fund approver,bookkeeper,caseworker,cashier,responsible,reviewer - - -
payee.set fund caseworker,reviewer caseworker,reviewer approver,bookkeeper -
batch.built fund cashier - - -
batch.released fund bookkeeper - - -
aid.paid fund cashier - - -
aid.failed fund cashier - - -
aid.returned fund cashier - - -
aid.delivered fund caseworker,reviewer - - -
transfer.sent fund - cashier bookkeeper -
money.moved entity cashier - - -
period.closed entity bookkeeper - - -
entry.reversed fund - cashier bookkeeper -
donation.refunded fund - cashier bookkeeper -
purpose.changed fund - cashier bookkeeper,responsible -
"""

# Of a, kind, from, to.
STEPS = """
case case.opened none opened
case case.surveyed opened surveyed
case case.surveyed surveyed surveyed
case case.reviewed surveyed reviewed
case case.returned surveyed opened
case case.returned reviewed opened
case case.rejected opened ended
case case.rejected surveyed ended
case case.rejected reviewed ended
case case.withdrawn opened ended
case case.withdrawn surveyed ended
case case.withdrawn reviewed ended
case case.withdrawn approved ended
case case.approved surveyed approved
case case.approved reviewed approved
case case.approved opened urgent
case case.surveyed urgent urgent
case case.reviewed urgent urgent
case case.ratified urgent approved
case case.ratified urgent recovering
case case.ratified urgent ended
case case.lapsed approved ended
case case.lapsed approved approved
case case.lapsed urgent ended
case case.lapsed urgent urgent
case aid.delivered approved ended
case aid.returned approved ended
line batch.built none built
line batch.released built released
line aid.paid released paid
line aid.failed built ended
line aid.failed released ended
line aid.returned paid paid
line aid.returned paid ended
line aid.delivered paid ended
"""



def read(text):
    return [line.split() for line in text.split("\n") if line]


def duties(column):
    return {kind[0]: set(kind[column].split(",")) - {"-"} for kind in read(KINDS)}


OF_FUND = {kind[0] for kind in read(KINDS) if kind[1] == "fund"}
MAY, DUTIES, SECOND = duties(2), duties(3), duties(4)
FOUNDING = {kind[0] for kind in read(KINDS) if kind[5] == "yes"}
NOT_PROPOSED = {kind for kind, may in DUTIES.items() if not may}
STAGES = {}
for what, kind, start, _ in read(STEPS):
    STAGES.setdefault((what, kind), set()).add(start)
PURPOSE_TABLE = {"cause": "causes", "county": "regions", "village": "villages"}
