#include "audit/bundle_books.h"

namespace mingzhang::audit {
namespace {

constexpr std::string_view kReadme =
    R"(账本交接包
==========

这个文件夹是一本慈善救助基金账本的完整副本，供审计使用。金额一律为人民币。

文件
  tiles/            已签名的条目原文与指纹树（C2SP tlog-tiles），是唯一的依据；下列各表都由它推算
  tiles/log.vkey    账本的验证公钥。请与您从别处（公告、上次审计）取得的公钥核对
  tiles/witnessed   有见证人的才有：他们签过的最新指纹（用 --witness-policy 核对）
  tiles/timestamps/ 有授时机构的才有：指纹和它的时间戳（用 --timestamp-certificates 核对）
  checkpoints/      账本历次签名的账本指纹，文件名是当时的条目数
  entries.jsonl     每行一条：序号、时间、种类、条目指纹、条目原文（JSON）
  entries.csv       同上，可用 Excel、WPS 打开（不含原文）
  postings.csv      会计分录：一借一贷，金额以元和分各列一次
  balances.csv      各科目余额，按单位、基金、资金来源分列
  journal.hledger   同样的分录，供 hledger 使用
  journal.ledger    同上，供 ledger 使用
  journal.beancount 同上，供 beancount 使用
  manifest.json     文件清单：每个文件的字节数和 SHA-256

怎样核对
  1. 全部核对（推荐；公钥须是您另行取得的）：
       mingzhang-audit verify 本文件夹 --vkey 公钥文件
     它核对签名、规则、清单，并由 tiles/ 重新推算各表，逐行比较。
  2. 用别人的程序核对余额，结果应与 balances.csv 逐分相等：
       hledger -f journal.hledger balance
       ledger -f journal.ledger balance
       bean-check journal.beancount
       bean-query journal.beancount "SELECT account, sum(position) GROUP BY account"
     三份流水账末尾都写明了各科目余额，不符时程序会报错。
     hledger 提示 invalid byte sequence 的，先执行 export LC_ALL=C.UTF-8。
  3. 与您上次留存的账本指纹对照：
       mingzhang-audit verify 本文件夹 --vkey 公钥文件 --expect 留存的指纹

说明
  科目名如 Assets:1002-银行存款:E-单位:F-基金:Donation。Assets 资产、Liabilities 负债、Equity
  净资产、Income 收入、Expenses 费用；Donation 捐赠资金、Gov 财政资金；代号中 X5F 表示下划线，
  X2E 表示点，X2D 表示连字符。NoFund、NoSource 表示款项只在资金账户之间移动。
  尚未确认的收入不产生分录，只在条目中。CSV 中以 = + - @ 开头的文字前加了一个撇号，以免被当成公式。

不包含
  个人资料（保密库）：姓名、身份证号、银行账号、原始凭证都不在这里。条目中只有代号和承诺值。
  有权查阅者可向基金索取保密库，再用 mingzhang-audit verify --vault 核对。

================================================================================================

A ledger, handed over
=====================

This folder is a complete copy of the ledger of a charity's relief fund, for an audit. All amounts
are in CNY.

Files
  tiles/            the signed entries and the tree of hashes (C2SP tlog-tiles): the only evidence;
                    all tables below are derived from it
  tiles/log.vkey    the key that verifies the log. Compare it with the one you got elsewhere
  tiles/witnessed   where there are witnesses: the newest checkpoint that enough of them signed
                    (--witness-policy checks it)
  tiles/timestamps/ where there is a time-stamp authority: checkpoints and their time-stamps
                    (--timestamp-certificates checks them)
  checkpoints/      the checkpoints that the log signed; a file's name is the number of entries
  entries.jsonl     one entry a line: seq, time, kind, hash, and the entry itself (JSON)
  entries.csv       the same for a spreadsheet (without the entry itself)
  postings.csv      one debit and one credit each, in yuan and in fen
  balances.csv      the balance of each account, by entity, fund and source of the money
  journal.hledger   the same postings for hledger
  journal.ledger    the same for ledger
  journal.beancount the same for beancount
  manifest.json     every file with its bytes and SHA-256

How to check it
  1. Everything (recommended; with a key that you got elsewhere):
       mingzhang-audit verify THIS_FOLDER --vkey KEY_FILE
     It checks signatures, rules and the manifest, derives all tables from tiles/ anew and compares
     them line by line.
  2. Balances, with other people's programs; they equal balances.csv to the fen:
       hledger -f journal.hledger balance
       ledger -f journal.ledger balance
       bean-check journal.beancount
       bean-query journal.beancount "SELECT account, sum(position) GROUP BY account"
     At the end of each journal all balances are asserted: the programs complain where one is wrong.
     If hledger says "invalid byte sequence": export LC_ALL=C.UTF-8 first.
  3. Against a checkpoint that you kept:
       mingzhang-audit verify THIS_FOLDER --vkey KEY_FILE --expect KEPT_CHECKPOINT

Notes
  Accounts look like Assets:1002-银行存款:E-entity:F-fund:Donation. Donation: given; Gov: public
  money. In ids X5F is "_", X2E is ".", X2D is "-". NoFund, NoSource: money that only moves between
  accounts. Income that is not confirmed yet is in the entries, but has no posting. Texts of a CSV
  that begin with = + - @ have an apostrophe before them, lest they are taken for formulas.

What it does not contain
  Private details (the vault): names, numbers of identity cards and bank accounts, papers. Entries
  have ids and commitments only. Who is entitled to see them asks the fund for the vault and checks
  it with mingzhang-audit verify --vault.
)";

}  // namespace

std::string_view bundle_readme() { return kReadme; }

}  // namespace mingzhang::audit
