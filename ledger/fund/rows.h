#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/fund/codec.h"

namespace mingzhang {

/// A change of one state row: its new canonical JSON, or empty when it is gone.
using RowChange = std::function<void(std::string key, std::string value)>;

/// Where `Rows` keeps its values, unless a noun has a storage of its own.
template <class V>
class MapStorage {
 public:
  using Key = typename V::Key;

  V* find(const Key& key) {
    const auto it = values_.find(key);
    return it == values_.end() ? nullptr : &it->second;
  }
  const V* find(const Key& key) const {
    const auto it = values_.find(key);
    return it == values_.end() ? nullptr : &it->second;
  }
  V& put(V value) {
    const Key key = value.key();
    // Most keys that come in grow: the last place is tried first.
    return values_.insert_or_assign(values_.end(), key, std::move(value))->second;
  }
  /// The key is a copy: it may be the one that goes.
  void erase(const Key key) { values_.erase(key); }
  template <class Visit>
  void each(const Visit& visit) const {
    for (const auto& [key, value] : values_) visit(value);
  }
  const std::map<Key, V>& all() const { return values_; }

 private:
  std::map<Key, V> values_;
};

/// One noun of State: values by key, which remember what changed since the last `take_changes`.
/// V gives `Key`, `key()`, `key_text(Key)` and a field list: a value is also its state row.
template <class V, class Storage = MapStorage<V>>
class Rows {
 public:
  using Key = typename V::Key;

  /// Null, or none, when there is none.
  auto find(const Key& key) const { return values_.find(key); }
  /// As find, to be changed.
  V* edit(const Key& key) {
    V* const value = values_.find(key);
    if (value != nullptr) note(key);
    return value;
  }
  /// Puts a value in the place of any with its key.
  decltype(auto) put(V value) {
    note(value.key());
    return values_.put(std::move(value));
  }
  void erase(const Key& key) {
    note(key);
    values_.erase(key);
  }

  const auto& all() const { return values_.all(); }

  /// Gives each row that changed, in the order of its key, and forgets that it did.
  void take_changes(std::string_view noun, const RowChange& change) {
    std::sort(changed_.begin(), changed_.end());
    changed_.erase(std::unique(changed_.begin(), changed_.end()), changed_.end());
    for (const Key& key : changed_) {
      const auto value = find(key);
      change(row_key(noun, key), value ? to_json(*value) : std::string());
    }
    changed_.clear();
  }
  /// Gives every row, in the order of its key.
  void each_row(std::string_view noun, const RowChange& row) const {
    values_.each([&](const V& value) { row(row_key(noun, value.key()), to_json(value)); });
  }
  /// Takes one stored row in. Errors: class malformed.
  Result<void> load(std::string_view json) {
    Result<V> value = from_json<V>(json);
    if (!value) return std::unexpected(value.error());
    values_.put(std::move(*value));
    return {};
  }
  void forget_changes() { changed_.clear(); }
  /// For those who never ask what changed.
  void ignore_changes() { noting_ = false; }

  /// What changed, as rows of its own, which remember the keys that are gone as well.
  Rows changes() const {
    Rows changed;
    for (const Key& key : changed_) {
      const auto value = find(key);
      if (value) {
        changed.put(*value);
      } else {
        changed.note(key);
      }
    }
    return changed;
  }
  /// Makes what `changes` gave of other rows true of these. It is not noted as a change.
  void apply(const Rows& changed) {
    for (const Key& key : changed.changed_) {
      const auto value = changed.find(key);
      if (value) {
        values_.put(*value);
      } else {
        values_.erase(key);
      }
    }
  }
  bool has_changes() const { return !changed_.empty(); }

 private:
  static std::string row_key(std::string_view noun, const Key& key) {
    std::string text(noun);
    text += '/';
    return text += V::key_text(key);
  }
  void note(const Key& key) {
    if (noting_ && (changed_.empty() || changed_.back() != key)) changed_.push_back(key);
  }

  Storage values_;
  std::vector<Key> changed_;
  bool noting_ = true;
};

}  // namespace mingzhang
