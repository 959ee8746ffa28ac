#!/usr/bin/env python3
"""A year of a demo office, written through the server's door by the demo people, so that every
screen has something to show: gifts month by month, government money, families helped by several
causes, cases at every stage, a batch that waits for the bank, proposals for a second person.

    scripts/demo/history.py DIR PORT [--small]    --small: three months, for tests

All of it is made up. Done once: what a ledger has already is left alone.
"""

import argparse
import datetime
import hashlib
import json
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "door"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from people import Running  # noqa: E402

VILLAGES = {
    "370126001001": "许商街道东街村(演示)", "370126001002": "许商街道西街村(演示)",
    "370126100003": "殷巷镇河东村(演示)", "370126101004": "怀仁镇南刘村(演示)",
    "370126101005": "怀仁镇北刘村(演示)", "370124001006": "榆山街道前阮村(演示)",
    "370124100007": "东阿镇桥口村(演示)", "370112001008": "山大路街道柳埠村(演示)",
    "370113001009": "文昌街道大崔村(演示)", "370113101010": "万德镇坡里村(演示)",
}
CAUSES = ("illness", "illness", "illness", "accident", "accident", "disaster")
GIFTS = (1000, 2000, 5000, 5000, 10000, 10000, 20000, 50000, 66600, 100000, 500000, 2000000)
# Where the last families stand, and how many.
OPEN = {"opened": 3, "surveyed": 3, "reviewed": 4, "approved": 4, "batched": 3, "released": 2}


class Year:
    def __init__(self, server, day):
        self.server = server
        self.random = random.Random(20261126)
        self.today = day
        self.clients = {}
        self.count = 0

    def ask(self, person, path, body, fund="jinan", **more):
        if person not in self.clients:
            self.clients[person] = self.server.client(person)
        asked = {"body": body, **more} if fund is None else {"fund": fund, "body": body, **more}
        answer = self.clients[person].post(path, asked)
        if answer.status not in (200, 201):
            sys.exit(f"{person} {path} {json.dumps(body, ensure_ascii=False)}: "
                     f"{answer.status} {answer.body.decode()}")
        return answer.json

    def write(self, person, kind, body, **more):
        return self.ask(person, f"/v1/entries/{kind}", body, **more)

    def last_day(self, month):
        """A working moment late in that month, never after today."""
        return min(datetime.date(self.today.year, month, 25), self.today)

    def villages(self):
        rows = [{"code": code, "title": title} for code, title in sorted(VILLAGES.items())]
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        body = {"digest": hashlib.sha256(text.encode()).hexdigest(), "part": 1, "parts": 1,
                "from": f"{self.today.year}-01-01", "rows": rows, "table": "villages"}
        seq = self.ask("administrator", "/v1/proposals/table.adopted", body, fund=None)["seq"]
        self.write("responsible", "table.adopted", {**body, "proposal": seq}, fund=None)

    def gifts(self, month, count):
        lines = ["number,time,amount,channel"]
        for i in range(count):
            day = self.random.randint(1, self.last_day(month).day)
            amount = self.random.choice(GIFTS)
            lines.append(f"DEMO{self.today.year}{month:02}{i:05},{self.today.year}-{month:02}-"
                         f"{day:02} {self.random.randint(8, 20):02}:{self.random.randint(0, 59):02}"
                         f":00,{amount / 100:.2f},{self.random.choice(('wechat', 'alipay'))}")
        answer = self.server.client("cashier").post(
            "/v1/imports?fund=jinan", raw="\n".join(lines).encode(),
            headers={"Content-Type": "text/csv"})
        if answer.status not in (200, 201):
            sys.exit(f"gifts of month {month}: {answer.status} {answer.body.decode()}")

    def confirm(self):
        plan = self.server.client("bookkeeper").get("/v1/unconfirmed/plan?fund=jinan").json
        for body in plan["items"]:
            self.write("bookkeeper", "income.confirmed", body)

    def government(self, month, fen):
        seq = self.write("cashier", "injection.received", {
            "account": "treasury1", "amount": fen, "budget_level": "city",
            "budget_year": self.today.year, "document_no": f"JCSJ-{self.today.year}-{month:02}",
            "purpose": {"type": "none"}, "source": "gov",
            "value_date": str(self.last_day(month))})["seq"]
        self.write("bookkeeper", "income.confirmed", {"amount": fen, "count": 1, "first": seq,
                                                      "last": seq})

    def settle(self, month, fen):
        self.write("cashier", "money.moved", {
            "amount": fen, "entity": "jinan_charity", "from_account": "qrpos1",
            "to_account": "bank1", "type": "settlement", "value_date": str(self.last_day(month))},
            fund=None)

    def family(self, stage, month):
        """A household and its case, taken as far as `stage`. Its id and what was approved."""
        self.count += 1
        name = f"{self.today.year % 100:02}{month:02}.{self.count:03}"
        village = self.random.choice(sorted(VILLAGES))
        members = self.random.randint(1, 5)
        cause = self.random.choice(CAUSES)
        amount = self.random.choice((80000, 120000, 200000, 300000, 500000, 800000, 1500000))
        day = str(self.last_day(month))
        who = [f"demo.{name}.{i}" for i in range(members)]
        relations = ("head", "spouse", "child", "child", "parent")
        surname = self.random.choice("王李张刘陈杨赵孙周")
        self.write("caseworker", "household.registered", {
            "class": self.random.choice(("other", "other", "dibao")), "household": f"h{name}",
            "members": [{"person": f"id:{one}", "relation": relations[i]}
                        for i, one in enumerate(who)],
            "village": village},
            private=[{"subject": f"id:{who[0]}",
                      "details": {"name": f"{surname}某(演示)", "phone": "13800000000"}}])
        self.write("caseworker", "case.opened", {
            "amount_asked": amount, "by": "workgroup", "case": f"c{name}", "cause": cause,
            "event_date": day, "household": f"h{name}"})
        if stage == "opened":
            return name, amount
        survey = {"case": f"c{name}", "date": day, "income": 250000 * members, "means": "surveyed",
                  "members": members, "round": 1, "surveyors": ["caseworker", "reviewer"]}
        if cause == "illness":
            rest = amount + self.random.randint(1, 40) * 10000
            survey["medical"] = {"assistance": 1000000, "basic": 4000000, "other": 0,
                                 "self": rest, "serious": 2000000, "total": 7000000 + rest}
        self.write("caseworker", "case.surveyed", survey)
        if stage == "surveyed":
            return name, amount
        self.write("reviewer", "case.reviewed", {"amount": amount, "case": f"c{name}"})
        if stage == "reviewed":
            return name, amount
        self.write("approver", "case.approved", {
            "amount": amount, "basis": "person", "case": f"c{name}"})
        self.write("caseworker", "payee.set", {
            "account_tag": f"account:demo.{name}", "case": f"c{name}", "holder": f"id:{who[0]}",
            "method": "bank", "relation": "self", "type": "person"})
        return name, amount

    def batch(self, month, families, until="delivered"):
        """One payment batch of those families, by the account of the money approved."""
        lines = []
        for name, _ in families:
            standing = self.server.client("cashier").get(f"/v1/cases/c{name}").json["standing"]
            for grant in standing["case"]["awards"]:
                lines.append((name, grant["source"], grant["amount"]))
        for source, account in (("donation", "bank1"), ("gov", "treasury1")):
            mine = [line for line in lines if line[1] == source]
            if not mine:
                continue
            batch = f"b{self.today.year % 100:02}{month:02}.{source}.{self.count}"
            self.write("cashier", "batch.built", {
                "account": account, "batch": batch, "count": len(mine), "source": source,
                "lines": [{"amount": amount, "case": f"c{name}", "line": i + 1}
                          for i, (name, _, amount) in enumerate(mine)],
                "total": sum(line[2] for line in mine)})
            if until == "built":
                continue
            self.write("bookkeeper", "batch.released", {"batch": batch})
            if until == "released":
                continue
            day = str(self.last_day(month))
            for i, (name, _, amount) in enumerate(mine):
                self.write("cashier", "aid.paid", {
                    "account": account, "amount": amount, "batch": batch, "case": f"c{name}",
                    "line": i + 1, "source": source, "value_date": day})
                self.write("caseworker", "aid.delivered", {
                    "batch": batch, "case": f"c{name}", "date": day, "line": i + 1,
                    "receiver_relation": "self", "signed": "sign"})


def write_year(server, day, small=False):
    """All of it, up to `day`; of a small one only the last three months."""
    first = max(1, day.month - 2) if small else 1
    year = Year(server, day)
    year.villages()
    for month in range(first, day.month + 1):
        year.gifts(month, 30 if small else 60 + 8 * month)
        if month == day.month:
            break  # The newest gifts wait for the bookkeeper.
        year.confirm()
        if month % 3 == 1:
            year.government(month, 12000000)
        families = [year.family("approved", month) for _ in range(2 if small else 3 + month % 3)]
        year.settle(month, sum(amount for _, amount in families) + 2000000)
        year.batch(month, families)
    for stage, count in OPEN.items():
        reached = "approved" if stage in ("batched", "released") else stage
        families = [year.family(reached, day.month) for _ in range(count)]
        if stage in ("batched", "released"):
            year.batch(day.month, families, until="built" if stage == "batched" else "released")


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
