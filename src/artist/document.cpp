#include "artist/document.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "artist/impl/json_diff.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace troupe::artist {
namespace {

std::string core_hash_of(Core const& core) { return sha256_hex(json::print(core)); }

std::string hash_of(Document document) {
    document.version.hash.clear();
    return sha256_hex(json::print(document));
}

Result<void> check_author(Authorship const& author) {
    if (text::trim(author.by).empty()) return fail(ErrorCode::invalid_input, "by: who makes this change must be said");
    if (text::trim(author.reason).empty()) return fail(ErrorCode::invalid_input, "reason: why this change is made must be said");
    return {};
}

/// What changed between two documents, `version` and the derived fields aside.
std::vector<Change> changes_between(Document const& before, Document const& after) {
    std::vector<Change> changes;
    if (before.state != after.state)
        changes.push_back({"state", json::to_value(before.state), json::to_value(after.state)});
    if (before.core_locked != after.core_locked)
        changes.push_back({"core_locked", json::to_value(before.core_locked), json::to_value(after.core_locked)});
    auto const profile = diff(before.profile, after.profile);
    changes.insert(changes.end(), profile.begin(), profile.end());
    return changes;
}

/// Gives the document its version block and its hash. The document goes through its own JSON first: what is hashed is
/// exactly what will be read back (-0.0 becomes 0, say).
Result<Document> seal(Document document) {
    document.core_hash = core_hash_of(document.profile.core);
    document.version.hash.clear();
    auto sealed = TRY(json::parse<Document>(json::print(document)));
    sealed.core_hash = core_hash_of(sealed.profile.core);
    sealed.version.hash = hash_of(sealed);
    return sealed;
}

Version first_version(Authorship const& author) {
    return {.number = 1, .at = author.at, .by = author.by, .reason = author.reason, .kind = VersionKind::created, .evidence = author.evidence};
}

Result<Document> next_version(Document const& current, Document next, Authorship const& author, VersionKind kind) {
    TRY(check_author(author));
    next.version = {.number = current.version.number + 1,
                    .at = author.at,
                    .by = author.by,
                    .reason = author.reason,
                    .kind = kind,
                    .evidence = author.evidence,
                    .diff = changes_between(current, next),
                    .previous_hash = current.version.hash};
    if (next.version.diff.empty())
        return fail(ErrorCode::invalid_input, fmt::format("artist {}: nothing would change", to_string(current.id)));
    return seal(std::move(next));
}

Result<void> check_not_retired(Document const& document) {
    if (document.state != State::retired) return {};
    return fail(ErrorCode::conflict, fmt::format("state: {} is retired and stays as it is; there is no way back", document.name()));
}

Result<void> check_core_kept(Document const& current, Core const& core) {
    if (!current.core_locked) return {};
    std::vector<Change> changes;
    impl::compare(json::to_value(current.profile.core), json::to_value(core), "core", changes);
    if (changes.empty()) return {};
    return fail(ErrorCode::conflict,
                fmt::format("{}: the core of {} is locked; only a recast changes it", changes[0].path, current.name()));
}

std::vector<State> ways_from(State state) {
    switch (state) {
        case State::candidate: return {State::active, State::retired};
        case State::active: return {State::evolving, State::paused, State::retired};
        case State::evolving: return {State::active, State::paused, State::retired};
        case State::paused: return {State::active, State::retired};
        case State::retired: return {};
    }
    return {};
}

std::string names_of(std::vector<State> const& states) {
    std::vector<std::string> names;
    for (auto const state : states) names.push_back(json::enum_name(state));
    return names.empty() ? "none" : text::enumerate(names, "or");
}

Result<void> check_link(Document const& before, Document const& version) {
    auto const number = version.version.number;
    auto const broken = [&](std::string_view what) {
        return fail(ErrorCode::conflict, fmt::format("version {} of {}: {}", number, version.name(), what));
    };
    if (number != before.version.number + 1) return broken(fmt::format("follows version {}", before.version.number));
    if (version.version.previous_hash != before.version.hash) return broken("does not link to the one before");
    if (version.id != before.id) return broken("is of another artist");
    auto const may_change_core = !before.core_locked || version.version.kind == VersionKind::recast;
    if (!may_change_core && version.core_hash != before.core_hash) return broken("changes a locked core");
    if (before.core_locked && !version.core_locked) return broken("unlocks the core");
    return {};
}

Result<void> check_hashes(Document const& document) {
    auto const broken = [&](std::string_view what) {
        return fail(ErrorCode::conflict, fmt::format("version {} of {}: {}", document.version.number, document.name(), what));
    };
    if (document.core_hash != core_hash_of(document.profile.core)) return broken("core_hash is not that of the core");
    if (document.version.hash != hash_of(document)) return broken("was changed after it was written (its hash differs)");
    return {};
}

}  // namespace

Result<Document> create(NewArtist artist, Authorship const& author) {
    TRY(check_author(author));
    TRY(validate(artist.profile));
    return seal({.id = artist.id, .state = artist.state, .core_locked = artist.core_locked, .seed = artist.seed,
                 .profile = std::move(artist.profile), .version = first_version(author)});
}

Result<Document> apply_change(Document const& current, Profile profile, Authorship const& author, VersionKind kind) {
    TRY(check_not_retired(current));
    TRY(check_core_kept(current, profile.core));
    TRY(validate(profile));
    auto next = current;
    next.profile = std::move(profile);
    return next_version(current, std::move(next), author, kind);
}

Result<Document> lock_core(Document const& current, Authorship const& author) {
    TRY(check_not_retired(current));
    if (current.core_locked) return fail(ErrorCode::conflict, fmt::format("core_locked: the core of {} is locked already", current.name()));
    auto next = current;
    next.core_locked = true;
    return next_version(current, std::move(next), author, VersionKind::locked);
}

Result<Document> recast(Document const& current, Profile profile, Authorship const& author) {
    TRY(check_not_retired(current));
    TRY(validate(profile));
    auto next = current;
    next.profile = std::move(profile);
    return next_version(current, std::move(next), author, VersionKind::recast);
}

Result<Document> change_state(Document const& current, State state, Authorship const& author) {
    auto const ways = ways_from(current.state);
    if (std::find(ways.begin(), ways.end(), state) == ways.end())
        return fail(ErrorCode::conflict, fmt::format("state: {} is {} and cannot become {}; possible: {}", current.name(),
                                                     json::enum_name(current.state), json::enum_name(state), names_of(ways)));
    auto next = current;
    next.state = state;
    return next_version(current, std::move(next), author, VersionKind::state_changed);
}

Result<Document> undo(std::span<Document const> history, int to, Authorship const& author) {
    if (history.empty()) return fail(ErrorCode::not_found, "an artist without versions cannot be taken back");
    auto const& current = history.back();
    TRY(check_not_retired(current));
    auto const target = std::find_if(history.begin(), history.end(), [to](Document const& each) { return each.version.number == to; });
    if (target == history.end())
        return fail(ErrorCode::not_found, fmt::format("version {} of {} does not exist; there are 1 to {}", to, current.name(),
                                                      current.version.number));
    if (current.core_locked && !target->core_locked)
        return fail(ErrorCode::conflict, fmt::format("core_locked: version {} of {} is from before the core was locked; take a later one", to,
                                                     current.name()));
    TRY(check_core_kept(current, target->profile.core));
    if (print_without_version(*target) == print_without_version(current))
        return fail(ErrorCode::conflict, fmt::format("{} is as in version {} already", current.name(), to));
    return next_version(current, *target, author, VersionKind::undone);
}

Result<void> verify_chain(std::span<Document const> history) {
    for (std::size_t i = 0; i < history.size(); ++i) {
        if (i > 0) TRY(check_link(history[i - 1], history[i]));
        else if (history[0].version.number != 1 || !history[0].version.previous_hash.empty())
            return fail(ErrorCode::conflict, fmt::format("the history of {} does not begin with version 1", history[0].name()));
        TRY(check_hashes(history[i]));
    }
    return {};
}

}  // namespace troupe::artist
