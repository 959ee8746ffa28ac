#pragma once

#include <string_view>

#include "api/imports/receipts.h"

namespace mingzhang {

/// A small map of our own, so that these tests do not hang on config/.
inline ImportMap test_map() {
  ImportMap map;
  map.format = "test_csv";
  map.channel = "qrpos";
  map.headers = {{{"number", "交易单号"},
                  {"time", "交易时间"},
                  {"date", "日期"},
                  {"amount_fen", "金额(分)"},
                  {"amount", "金额", "金额(元)"},
                  {"channel", "渠道"}}};
  map.formats = {"YYYY-MM-DDThh:mm:ss", "YYYY/M/D h:mm", "YYYY-MM-DD"};
  map.channels = {{"qrpos", "qrpos"}, {"wechat", "wechat"}, {"微信", "wechat"}};
  map.refused_headers = {"收/支", "退款金额"};
  return map;
}

inline Result<ReceiptsFile> read_test(std::string_view bytes) {
  return read_receipts(bytes, test_map(), {.account = "bank1", .channel = {}, .today = {}});
}

}  // namespace mingzhang
