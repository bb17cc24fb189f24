#pragma once

#include <algorithm>
#include <map>
#include <mutex>

#include "distribution/code_book.hpp"

namespace troupe::distribution::testing {

/// A code book that is forgotten with the object.
class MemoryCodeBook final : public CodeBook {
public:
    Result<void> add_prefix(CodePrefix const& prefix) override {
        std::lock_guard const lock(guard_);
        TRY(check_new_prefix(prefixes_, prefix));
        prefixes_.push_back(prefix);
        std::stable_sort(prefixes_.begin(), prefixes_.end(), [](auto const& left, auto const& right) {
            return std::pair(left.entered, left.prefix) < std::pair(right.entered, right.prefix);
        });
        return {};
    }
    Result<std::vector<CodePrefix>> prefixes() override {
        std::lock_guard const lock(guard_);
        return prefixes_;
    }
    Result<std::vector<CodeRow>> rows(TimePoint now) override {
        std::lock_guard const lock(guard_);
        std::vector<CodeRow> all;
        for (auto const& prefix : prefixes_) {
            auto const year = code_year(prefix.kind, now);
            next_.emplace(RowName{prefix.kind, prefix.prefix, year}, 0);
            for (auto const& [row, next] : next_)
                if (std::get<0>(row) == prefix.kind && std::get<1>(row) == prefix.prefix)
                    all.push_back({prefix, std::get<2>(row), next, capacity(prefix)});
        }
        return all;
    }
    Result<IssuedCode> reserve(CodeWish const& wish) override {
        TRY(check_wish(wish));
        std::lock_guard const lock(guard_);
        if (auto* code = present(wish.kind, wish.owner)) return *code;
        std::size_t known = 0;
        for (auto const& prefix : prefixes_) {
            if (prefix.kind != wish.kind) continue;
            ++known;
            if (auto const number = free_number(prefix, code_year(prefix.kind, wish.at)))
                return put(reserved_code(wish, prefix, *number));
        }
        if (known == 0) return no_prefix(wish.kind);
        return used_up(wish.kind, code_year(wish.kind, wish.at), known);
    }
    Result<IssuedCode> assign(CodeKind kind, std::string const& owner, TimePoint at) override {
        std::lock_guard const lock(guard_);
        auto* code = present(kind, owner);
        if (code == nullptr) return has_no_code(kind, owner);
        if (!code->assigned) code->assigned = at;
        if (code->status == CodeStatus::reserved) code->status = CodeStatus::assigned;
        return *code;
    }
    Result<IssuedCode> take_in(GivenCode const& given) override {
        TRY(check_wish(given.wish));
        std::lock_guard const lock(guard_);
        auto const found = codes_.find({given.wish.kind, code_key(given.wish.kind, given.value)});
        auto* own = present(given.wish.kind, given.wish.owner);
        if (found != codes_.end()) {
            if (own == &found->second) return *own;
            return names_another(found->second);
        }
        if (own != nullptr && own->assigned) return is_assigned(*own);
        if (own != nullptr) own->status = CodeStatus::none;
        return put(external_code(given, prefixes_));
    }
    Result<std::optional<IssuedCode>> find(CodeKind kind, std::string const& owner) override {
        std::lock_guard const lock(guard_);
        auto const* code = present(kind, owner);
        return code == nullptr ? std::nullopt : std::optional(*code);
    }
    Result<std::optional<IssuedCode>> find_value(CodeKind kind, std::string const& value) override {
        std::lock_guard const lock(guard_);
        auto const found = codes_.find({kind, code_key(kind, value)});
        return found == codes_.end() ? std::nullopt : std::optional(found->second);
    }
    Result<std::vector<IssuedCode>> of_release(std::string const& release) override {
        std::lock_guard const lock(guard_);
        std::vector<IssuedCode> all;
        for (auto const& [key, code] : codes_)
            if (code.release == release) all.push_back(code);
        return all;
    }

private:
    using RowName = std::tuple<CodeKind, std::string, int>;

    IssuedCode* present(CodeKind kind, std::string const& owner) {
        for (auto& [key, code] : codes_)
            if (code.kind == kind && code.owner == owner && code.status != CodeStatus::none) return &code;
        return nullptr;
    }
    /// The next number whose code nobody has; others may have given some of them.
    std::optional<std::int64_t> free_number(CodePrefix const& prefix, int year) {
        auto& next = next_[{prefix.kind, prefix.prefix, year}];
        while (next < capacity(prefix) &&
               codes_.contains({prefix.kind, code_key(prefix.kind, make_code(prefix, year, next))}))
            ++next;
        return next < capacity(prefix) ? std::optional(next++) : std::nullopt;
    }
    IssuedCode put(IssuedCode const& code) {
        codes_[{code.kind, code_key(code.kind, code.value)}] = code;
        return code;
    }

    std::mutex guard_;
    std::vector<CodePrefix> prefixes_;
    std::map<RowName, std::int64_t> next_;
    std::map<std::pair<CodeKind, std::string>, IssuedCode> codes_;
};

}  // namespace troupe::distribution::testing
