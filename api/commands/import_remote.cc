#include "api/commands/import_remote.h"

#include <fmt/format.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "client/https.h"
#include "ledger/base/money.h"
#include "ledger/folder.h"
#include "terminal/progress.h"
#include "terminal/text.h"

namespace mingzhang {
namespace {

using Json = nlohmann::json;

/// The answer names at most so many bad rows.
constexpr std::uint64_t kAnswerBytesMax = 16 << 20;

std::string token_of(const RemoteImport& import) {
  if (import.token_file.empty()) {
    const char* const token = std::getenv("MINGZHANG_TOKEN");
    return token == nullptr ? "" : token;
  }
  std::string token = read_file(import.token_file);
  while (token.ends_with('\n')) token.pop_back();
  return token;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string path_of(const RemoteImport& import) {
  std::string path = "/v1/imports?fund=" + escaped(import.fund);
  if (!import.account.empty()) path += "&account=" + escaped(import.account);
  if (!import.channel.empty()) path += "&channel=" + escaped(import.channel);
  if (import.dry_run) path += "&dry_run=true";
  if (import.skip_bad) path += "&skip_bad=true";
  return path;
}

void print_bad_rows(const Context& context, const Json& answer) {
  for (const Json& row : answer.value("bad_rows", Json::array())) {
    std::string where = fmt::format("{}{}{}", context.say("第", "line "), row.value("line", 0),
                                    context.say("行", ""));
    if (row.contains("column")) where += " " + row["column"].get<std::string>();
    const std::string detail = row.value("detail", "");
    fmt::print(stderr, "{}: {}: {}{}\n", where, row.value("code", ""), row.value("message", ""),
               detail.empty() ? "" : " (" + detail + ")");
  }
}

/// The server's refusal, in its own words.
int print_problem(const Context& context, int status, const Json& answer) {
  fmt::print(stderr, "{}{}: {}", context.say("不能办理：", "refused: "),
             answer.value("code", std::to_string(status)), answer.value("title", ""));
  const std::string field = answer.value("field", "");
  const std::string detail = answer.value("detail", "");
  if (!field.empty() || !detail.empty()) {
    fmt::print(stderr, " ({}{}{})", field, field.empty() || detail.empty() ? "" : ": ", detail);
  }
  fmt::print(stderr, "\n");
  return kRefused;
}

}  // namespace

void print_summary(const Context& context, const ImportSummary& summary) {
  const auto say = [&](std::string_view zh, std::string_view en) {
    return std::string(context.say(zh, en));
  };
  fmt::print("{}", aligned({{say("导入号", "import"), summary.import},
                            {say("新登记（笔）", "new gifts"), grouped(summary.fresh)},
                            {say("新登记（元）", "new yuan"), to_yuan(summary.fresh_fen)},
                            {say("已登记过（笔）", "known already"), grouped(summary.known)},
                            {say("错行", "bad rows"), grouped(summary.bad)}}));
  if (summary.dry_run) {
    fmt::print("{}\n", context.say("试导入：什么也没有写入。", "dry run: nothing was written."));
  }
}

int print_has_bad_rows(const Context& context) {
  fmt::print(stderr, "{}\n",
             context.say("文件有错行，整份未导入。改正后再导入，或加 --skip-bad 跳过错行。",
                         "the file has bad rows: nothing was imported. Correct them, or leave them "
                         "out with --skip-bad."));
  return kRefused;
}

int run_remote_import(const Context& context, const RemoteImport& import) {
  client::Settings settings;
  settings.ca = import.ca;
  settings.stall_timeout_s = 600;  // The server answers when the last gift is written.
  client::Https https(import.server, settings);
  Progress progress(standard_error(), context.clock, context.language,
                    std::string(context.say("上传", "upload")));
  client::Request request;
  request.method = "POST";
  request.path = path_of(import);
  request.token = token_of(import);
  request.headers = {{"Content-Type", "text/csv"},
                     {"Accept-Language", context.language == Language::zh ? "zh-CN" : "en"}};
  request.upload = import.file;
  request.body_bytes_max = kAnswerBytesMax;
  request.progress = [&](std::uint64_t done, std::uint64_t total) { progress.update(done, total); };
  const client::Response response = https.send(request);
  progress.finish();
  const Json answer = Json::parse(response.body, nullptr, false);
  if (!answer.is_object()) {
    throw std::runtime_error(fmt::format("{} answered {}", import.server, response.status));
  }
  print_bad_rows(context, answer);
  if (answer.value("code", "") == "import_has_bad_rows") return print_has_bad_rows(context);
  if (response.status != 200) return print_problem(context, response.status, answer);
  print_summary(context, {answer.value("import", ""), answer.value("fresh", std::uint64_t{0}),
                          answer.value("fresh_amount", std::int64_t{0}),
                          answer.value("known", std::uint64_t{0}),
                          answer.value("bad", std::uint64_t{0}), answer.value("dry_run", false)});
  return kDone;
}

}  // namespace mingzhang
