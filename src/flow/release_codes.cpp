#include "flow/release_codes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "distribution/disclosure_policy.hpp"
#include "flow/pack_release.hpp"

namespace troupe::flow {
namespace {

using distribution::Code;
using distribution::CodeKind;
using distribution::CodeStatus;
using distribution::CodeWish;
using distribution::IssuedCode;
using distribution::Release;

/// One thing of a release that bears a code.
struct Bearer {
    std::string of, title;
    CodeKind kind;
    std::string owner;  ///< in the book
    Code* code;
};

std::vector<Bearer> bearers_of(Release& release, std::vector<std::string> const& recordings) {
    std::vector<Bearer> all{{"release", release.title, CodeKind::upc, release.id, &release.upc}};
    for (std::size_t i = 0; i < release.tracks.size(); ++i)
        all.push_back({fmt::format("tracks[{}]", i), release.tracks[i].title, CodeKind::isrc, recordings[i],
                       &release.tracks[i].isrc});
    all.push_back({"release", release.title, CodeKind::grid, release.id, &release.grid});
    return all;
}

CodeWish wish_of(Studio const& studio, Release const& release, Bearer const& bearer, std::string const& by) {
    return {bearer.kind, bearer.owner, release.id, bearer.title, by, studio.clock.now()};
}

void put(IssuedCode const& issued, Code& code) {
    code = {issued.value, issued.status,
            issued.status == CodeStatus::external ? "entered by " + issued.by : "own prefix"};
}

/// The book's code, or the next one. A code that stands in the release alone was given elsewhere, and stays.
Result<void> settle(Studio& studio, CodeWish const& wish, Code& code) {
    auto const known = TRY(studio.codes.find(wish.kind, wish.owner));
    if (known) {
        put(*known, code);
        return {};
    }
    if (code.status == CodeStatus::external) return tl::unexpected(Error{ErrorCode::not_found, "only in the release"});
    auto const issued = TRY(studio.codes.reserve(wish));
    put(issued, code);
    return {};
}

/// Keeps another description, and asks for the files that say it.
Result<catalog::Content> keep_description(Studio& studio, catalog::Content content, Release const& release) {
    content.details.as_object()["release"] = json::to_value(release);
    content.updated = studio.clock.now();
    content = TRY(studio.contents.update(content));
    TRY(want_packing(studio, content));
    return content;
}

/// Changes a release's description; its content gets a new revision only when something is different.
Result<catalog::Content> change_release(
    Studio& studio, std::string const& id,
    std::function<Result<void>(Release&, std::vector<std::string> const&)> const& change) {
    std::optional<catalog::Content> changed;
    TRY(studio.unit.run([&]() -> Result<void> {
        auto content = TRY(find_release(studio, id));
        auto const was = TRY(release_of(content));
        auto release = was;
        TRY(change(release, recordings_of(release, measured_of(content).value_or(MeasuredRelease{}))));
        if (json::print(release) != json::print(was))
            content = TRY(keep_description(studio, std::move(content), release));
        changed = std::move(content);
        return {};
    }));
    return *std::move(changed);
}

Result<ReleaseCodes> shown(Studio& studio, catalog::Content const& content) {
    auto release = TRY(release_of(content));
    ReleaseCodes all;
    all.id = to_string(content.id);
    for (auto const& bearer :
         bearers_of(release, recordings_of(release, measured_of(content).value_or(MeasuredRelease{}))))
        if (bearer.kind != CodeKind::grid || !bearer.code->value.empty())
            all.codes.push_back({bearer.of, bearer.title, bearer.kind, *bearer.code});
    all.dpid = TRY(label_dpid(studio));
    all.missing = TRY(missing_codes(studio, release));
    if (all.dpid.empty())
        all.missing.push_back("no DPID of the label: `troupe release codes add-prefix dpid DPID`; ddex.net gives one");
    return all;
}

}  // namespace

std::vector<std::string> recordings_of(Release const& release, MeasuredRelease const& measured) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < release.tracks.size(); ++i) {
        bool const is_measured = i < measured.audio.size() && !measured.audio[i].recording.empty();
        all.push_back(is_measured ? measured.audio[i].recording : release.tracks[i].sha256);
    }
    return all;
}

Result<distribution::CodeRegister> code_register(Studio& studio, Release const& release,
                                                 std::vector<std::string> const& recordings) {
    distribution::CodeRegister all{TRY(studio.codes.prefixes()), {}};
    auto copy = release;
    for (auto const& bearer : bearers_of(copy, recordings)) {
        auto const own = TRY(studio.codes.find(bearer.kind, bearer.owner));
        if (own) all.codes.push_back(*own);
        if (bearer.code->value.empty()) continue;
        auto const same = TRY(studio.codes.find_value(bearer.kind, bearer.code->value));
        if (same && (!own || own->value != same->value)) all.codes.push_back(*same);
    }
    return all;
}

Result<Release> with_reserved_codes(Studio& studio, Release release, std::vector<std::string> const& recordings,
                                    std::string const& by) {
    for (auto& bearer : bearers_of(release, recordings)) {
        auto const settled = settle(studio, wish_of(studio, release, bearer, by), *bearer.code);
        // No prefix: the thing stays without a code, and the release a draft.
        if (!settled && settled.error().code != ErrorCode::not_found) return tl::unexpected(settled.error());
    }
    return release;
}

Result<Release> with_assigned_codes(Studio& studio, Release release, std::vector<std::string> const& recordings,
                                    std::string const& by) {
    release = TRY(with_reserved_codes(studio, std::move(release), recordings, by));
    for (auto& bearer : bearers_of(release, recordings))
        if (!bearer.code->value.empty() && TRY(studio.codes.find(bearer.kind, bearer.owner)))
            put(TRY(studio.codes.assign(bearer.kind, bearer.owner, studio.clock.now())), *bearer.code);
    return release;
}

Result<std::vector<std::string>> missing_codes(Studio& studio, Release const& release) {
    auto const prefixes = TRY(studio.codes.prefixes());
    std::vector<std::string> missing;
    auto const name = [&](CodeKind kind) {
        bool const has_prefix = std::any_of(prefixes.begin(), prefixes.end(), [&](auto const& p) { return p.kind == kind; });
        missing.push_back(has_prefix ? fmt::format("{}: `troupe release codes reserve {}`", json::enum_name(kind), release.id)
                                     : distribution::no_prefix(kind).value().message);
    };
    if (std::any_of(release.tracks.begin(), release.tracks.end(), [](auto const& track) { return track.isrc.value.empty(); }))
        name(CodeKind::isrc);
    if (release.upc.value.empty()) name(CodeKind::upc);
    return missing;
}

Result<ReleaseCodes> codes_of(Studio& studio, std::string const& release) {
    return shown(studio, TRY(find_release(studio, release)));
}

Result<ReleaseCodes> reserve_codes(Studio& studio, std::string const& id, std::string const& by) {
    return shown(studio, TRY(change_release(studio, id, [&](Release& release, auto const& recordings) -> Result<void> {
                     release = TRY(with_reserved_codes(studio, release, recordings, by));
                     return {};
                 })));
}

Result<ReleaseCodes> assign_codes(Studio& studio, std::string const& id, std::string const& by) {
    return shown(studio, TRY(change_release(studio, id, [&](Release& release, auto const& recordings) -> Result<void> {
                     release = TRY(with_assigned_codes(studio, release, recordings, by));
                     for (auto const& bearer : bearers_of(release, recordings))  // few stores ask for a GRid
                         if (bearer.code->value.empty() && bearer.kind != CodeKind::grid)
                             return distribution::no_prefix(bearer.kind);
                     return {};
                 })));
}

Result<catalog::Content> use_codes(Studio& studio, std::string const& id, std::string const& by) {
    return change_release(studio, id, [&](Release& release, auto const& recordings) -> Result<void> {
        release = TRY(with_assigned_codes(studio, std::move(release), recordings, by));
        return {};
    });
}

Result<ReleaseCodes> set_code(Studio& studio, CodeEntry const& entry) {
    return shown(
        studio,
        TRY(change_release(studio, entry.release, [&](Release& release, auto const& recordings) -> Result<void> {
            if (entry.track < 0 || entry.track > static_cast<int>(release.tracks.size()))
                return wrong_field("track",
                                   fmt::format("the release has {} tracks: 1 to {}, or 0 for the release itself",
                                               release.tracks.size(), release.tracks.size()));
            auto const kind = entry.track > 0      ? CodeKind::isrc
                              : entry.kind.empty() ? CodeKind::upc
                                                   : TRY(json::enum_from<CodeKind>(entry.kind, "kind"));
            auto const of = entry.track > 0 ? fmt::format("tracks[{}]", entry.track - 1) : std::string("release");
            auto const code = distribution::parse_code(kind, entry.code);
            if (!code) return wrong_field("code", code.error().message);
            for (auto& bearer : bearers_of(release, recordings))
                if (bearer.of == of && bearer.kind == kind) {
                    auto const taken = TRY(studio.codes.take_in({wish_of(studio, release, bearer, entry.by), *code}));
                    put(taken, *bearer.code);
                    return {};
                }
            return wrong_field("kind", fmt::format("a release bears a upc or a grid, not a {}", entry.kind));
        })));
}

Result<distribution::AiSummary> set_ai(Studio& studio, std::string const& id, distribution::AiOverride word) {
    word.at = studio.clock.now();
    auto const content = TRY(change_release(studio, id, [&](Release& release, auto const&) -> Result<void> {
        TRY(distribution::check_override(release, word));
        std::erase_if(release.ai_overrides,
                      [&](auto const& old) { return old.file == word.file && old.aspect == word.aspect; });
        release.ai_overrides.push_back(word);
        release = TRY(with_counted_ai(studio, std::move(release)));
        return {};
    }));
    return distribution::disclosure_of(TRY(release_of(content)));
}

Result<FixPlan> plan_fixes(Studio& studio, std::string const& id) {
    auto content = TRY(find_release(studio, id));
    auto const measured = measured_of(content);
    if (!measured)
        return fail(ErrorCode::conflict,
                    fmt::format("release {} was made before measurements were kept: make it again", id));
    auto input = TRY(preflight_input(studio, content.artist, TRY(release_of(content)), *measured));
    auto found = TRY(distribution::preflight(input));
    auto fixed = TRY(distribution::fix_release(input, found));
    if (!fixed.fixes.empty()) {
        input.release = fixed.release;
        found = TRY(distribution::preflight(input));
    }
    return FixPlan{std::move(content), std::move(fixed), std::move(found)};
}

Result<ReleaseFixes> apply_fixes(Studio& studio, FixPlan const& plan) {
    auto const id = to_string(plan.content.id);
    if (plan.fixed.fixes.empty()) return ReleaseFixes{id, {}, plan.preflight};
    TRY(studio.unit.run([&]() -> Result<void> {
        auto content = TRY(find_release(studio, id));
        if (content.revision != plan.content.revision)
            return fail(ErrorCode::conflict, fmt::format("release {} was changed while it was looked at: ask again", id));
        return keep_description(studio, std::move(content), plan.fixed.release).map([](auto const&) {});
    }));
    return ReleaseFixes{id, plan.fixed.fixes, plan.preflight};
}

}  // namespace troupe::flow
