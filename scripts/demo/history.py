#!/usr/bin/env python3
"""A year of a demo office, written through the server's door by the demo people, so that every
screen has something to show: gifts month by month, government money, families helped by several
causes, cases at every stage, payments that failed or wait, proposals for a second person.

    scripts/demo/history.py DIR PORT [--small]    --small: three months, for tests

All of it is made up. Done once: what a ledger has already is left alone.
"""

import argparse
import datetime
import json
import random
from pathlib import Path

from desk import VILLAGES, Desk, papers
from people import Running

SMALL = (1000, 2000, 5000, 5000, 10000, 10000, 20000, 20000, 50000, 66600)
LARGE = (2000000, 3000000)
AIDS = (120000, 200000, 200000, 300000, 300000, 500000, 500000, 800000)
# Nobody's names.
FIRMS = ("济南禾丰食品有限公司(演示)", "济南北园建材商行(演示)",
         "鹊山机械厂工会(演示)", "泉城读书会(演示)", "商河同乡会(演示)")
PEOPLE = ("孙女士(演示)", "周先生(演示)", "马老师(演示)")


class Year:
    def __init__(self, server, today, small):
        self.random = random.Random(20261126)
        self.desk = Desk(server, self.random)
        self.today = today
        self.small = small
        # The first days of the months before this one, the oldest first.
        self.months = []
        month = today.replace(day=1)
        for _ in range(2 if small else 10):
            month = (month - datetime.timedelta(days=1)).replace(day=1)
            self.months.insert(0, month)

    def file_of_gifts(self, month, first, last, count):
        """What a channel's bill says of the days from `first` to `last`."""
        gifts = [(month.replace(day=self.random.randint(first, last)), self.random.choice(SMALL),
                  self.random.choice(("wechat", "wechat", "alipay"))) for _ in range(count)]
        self.desk.imported(f"DEMO{month:%Y%m}{last:02}", sorted(gifts))

    def large_gifts(self, month):
        village = self.random.choice(sorted(VILLAGES))
        self.desk.gift(month.replace(day=12), self.random.choice(LARGE),
                       self.random.choice(FIRMS))
        if month.month % 2 == 0:
            self.desk.gift(month.replace(day=18), 500000, self.random.choice(PEOPLE),
                           purpose={"type": "cause", "code": "illness"})
        if month.month % 3 == 0:
            self.desk.gift(month.replace(day=20), 300000, self.random.choice(FIRMS),
                           purpose={"type": "village", "code": village})

    def past_month(self, month):
        """All that came in is confirmed, all that was granted is paid and signed for."""
        desk, day = self.desk, month.replace(day=25)
        self.file_of_gifts(month, 1, 28, 20 if self.small else 70 + 5 * month.month)
        self.large_gifts(month)
        desk.confirm()
        if month.month % 3 == 1:
            desk.confirm_one(desk.government(day, 3000000), 3000000)
        # Never two families: of less than three nothing is published.
        helped = [desk.granted(day, self.random.choice(AIDS))
                  for _ in range(4 if self.small else 6 + month.month % 3)]
        desk.settle(day, 100000 if self.small else 800000)
        batches = desk.built(helped)
        desk.release(batches)
        for batch in batches:
            for i in range(len(batch["lines"])):
                desk.paid(batch, i, day)
                desk.delivered(batch, i, day)
        return helped

    def this_month(self):
        """One file is confirmed; the newer one and what was entered today wait for that."""
        desk, today = self.desk, self.today
        first, middle = today.replace(day=1), today.day // 2
        count = 10 if self.small else 45
        if middle:
            self.file_of_gifts(first, 1, middle, count)
        desk.gift(first, 3000000, FIRMS[0])
        desk.confirm()
        self.file_of_gifts(first, middle + 1, today.day, count)
        desk.gift(today, 1000000, FIRMS[4], purpose={"type": "village", "code": "370126100003"})
        desk.gift(today, 20000, PEOPLE[0], "cash1", "cash")
        desk.gift(today, 36850, None, "cash1", "box")

    def open_cases(self, helped):
        """Cases at every stage, with what an approver should notice."""
        desk, today = self.desk, self.today
        for fen in (200000, 500000):
            desk.request(today, fen)
        late = today - datetime.timedelta(days=40)
        desk.request(late, 300000, cause="accident", paper={
            "date": str(late), "doc": papers("late", ["application"])[0]["digest"],
            "signer": "caseworker"})
        for fen in (150000, 180000):
            desk.survey(desk.request(today, fen, cause="disaster"))
        for fen in (80000, 200000, 400000):
            self.to_approve(fen)
        self.to_approve(300000, cause="accident", home=helped["home"])
        self.to_approve(600000, per_head=460000, certified=False)
        again = desk.request(today, 400000, cause="illness")
        desk.survey(again)
        desk.review(again)
        desk.write("approver", "case.returned", {"case": again["id"], "reason": "papers_missing"})
        refused = desk.request(today, 500000, cause="accident", certified=False)
        desk.survey(refused, per_head=900000)
        desk.review(refused)
        desk.write("approver", "case.rejected",
                   {"case": refused["id"], "reason": "income_above_line"})

    def to_approve(self, fen, per_head=None, **more):
        case = self.desk.request(self.today, fen, **more)
        self.desk.survey(case, per_head)
        self.desk.review(case)

    def urgent(self):
        """One waits for the approver; one was paid at once and waits to be ratified."""
        desk, today = self.desk, self.today
        desk.request(today, 300000, cause="accident", urgent=True)
        case = desk.request(today, 500000, cause="disaster", urgent=True)
        desk.approve(case)
        desk.payee(case)
        batches = desk.built([case])
        desk.release(batches)
        for batch in batches:
            desk.paid(batch, 0, today)
            desk.delivered(batch, 0, today)
        desk.survey(case)
        desk.review(case)

    def payments(self):
        """Granted and not in a batch, a batch to release, one at the bank, one that came back."""
        desk, today = self.desk, self.today
        for fen, approved in ((200000, None), (500000, 350000), (120000, None)):
            desk.granted(today, fen, approved)
        desk.built([desk.granted(today, fen) for fen in (150000, 300000, 80000)])
        desk.release(desk.built([desk.granted(today, fen) for fen in (400000, 200000)]))
        batches = desk.built([desk.granted(today, fen) for fen in (120000, 300000, 200000, 80000)])
        desk.release(batches)
        last = len(batches) - 1
        for number, batch in enumerate(batches):
            for i in range(len(batch["lines"])):
                if (number, i) == (last, 0):
                    desk.failed(batch, i, "name_differs")
                else:
                    desk.paid(batch, i, today)

    def proposals(self):
        """Three that wait for a second person."""
        desk, today = self.desk, self.today
        twice = desk.gift(today, 50000, PEOPLE[1])
        firm = desk.gift(today, 800000, FIRMS[2])
        for seq, fen in ((twice, 50000), (firm, 800000)):
            desk.confirm_one(seq, fen)
        desk.propose("cashier", "donation.refunded", {
            "account": "bank1", "amount": 50000, "donation": twice, "reason": "mistaken_transfer",
            "value_date": str(today)})
        desk.propose("cashier", "purpose.changed", {
            "amount": 800000, "basis": "consent", "income": firm,
            "docs": papers("firm", ["donor_consent"]),
            "purpose": {"type": "cause", "code": "illness"}})
        limits = desk.client("administrator").get("/v1/policy").json["limits"]
        desk.propose("administrator", "policy.adopted", {
            "title": "济南市乡村扶贫解困慈善救助基金管理参数", "rules": 1,
            "limits": {**limits, "small_aid_max": 300000, "decision_days": 12}}, fund=None)


def write_year(server, day, small=False):
    """All of it, up to `day`; of a small one only the last three months."""
    year = Year(server, day, small)
    year.desk.villages(year.months[0])
    helped = []
    for month in year.months:
        helped += year.past_month(month)
    year.this_month()
    year.urgent()
    year.open_cases(next(case for case in helped if case["cause"] != "accident"))
    year.payments()
    year.proposals()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("port", type=int)
    parser.add_argument("--small", action="store_true")
    arguments = parser.parse_args()
    kept = json.loads((arguments.folder / "demo-people.json").read_text())
    server = Running(arguments.folder, arguments.port, kept)
    # A village is in the table only since this was done.
    if not server.client("auditor").get("/v1/tables/villages").json["items"]:
        write_year(server, datetime.date.today(), arguments.small)


if __name__ == "__main__":
    main()
