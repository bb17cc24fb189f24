#include "distribution/preflight_fixes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace troupe::distribution {
namespace {

bool is_asked(Preflight const& found, std::string_view rule) {
    return std::any_of(found.findings.begin(), found.findings.end(),
                       [&](auto const& finding) { return finding.rule == rule; });
}

std::string single_spaced(std::string const& text) {
    std::string out;
    for (char const c : text::trim(text))
        if (c != ' ' || out.empty() || out.back() != ' ') out += c;
    return out;
}

std::string capitalised_title(std::string const& title, std::vector<std::string> const& small_words) {
    auto words = text::split(title, ' ');
    for (std::size_t i = 0; i < words.size(); ++i) {
        bool const is_end = i == 0 || i + 1 == words.size();
        bool const is_small =
            std::find(small_words.begin(), small_words.end(), text::lower(words[i])) != small_words.end();
        bool const begins_small = !words[i].empty() && words[i][0] >= 'a' && words[i][0] <= 'z';
        if (begins_small && (is_end || !is_small)) words[i] = text::capitalised(words[i]);
    }
    return text::join(words, " ");
}

std::string without_signs(std::string owner) {
    for (std::string const sign : {"©", "℗", "(c)", "(C)", "(p)", "(P)"})
        for (auto at = owner.find(sign); at != std::string::npos; at = owner.find(sign)) owner.erase(at, sign.size());
    return single_spaced(owner);
}

/// Writes the right forms into the release, and down what was changed.
class Mender {
public:
    explicit Mender(Release release) : fixed_{std::move(release), {}} {}

    template <class Mend>
    void titles(char const* rule, Mend mend) {
        text(rule, "title", fixed_.release.title, mend);
        for (std::size_t i = 0; i < fixed_.release.tracks.size(); ++i)
            text(rule, fmt::format("tracks[{}].title", i), fixed_.release.tracks[i].title, mend);
    }
    void owners(char const* rule) {
        text(rule, "p_line.owner", fixed_.release.p_line.owner, without_signs);
        text(rule, "c_line.owner", fixed_.release.c_line.owner, without_signs);
    }
    /// A field that the finding names as wrong, with what it was and what it is now.
    void field(char const* rule, std::string field, std::string before, std::string after) {
        fixed_.fixes.push_back({rule, std::move(field), std::move(before), std::move(after)});
    }
    Release& release() { return fixed_.release; }
    FixedRelease done() && { return std::move(fixed_); }

private:
    template <class Mend>
    void text(char const* rule, std::string const& name, std::string& value, Mend mend) {
        auto const right = mend(value);
        if (right == value) return;
        field(rule, name, value, right);
        value = right;
    }

    FixedRelease fixed_;
};

void mend_tracks(PreflightInput const& input, Preflight const& found, Mender& mender) {
    auto& tracks = mender.release().tracks;
    for (auto const& finding : found.findings)
        for (std::size_t i = 0; i < tracks.size(); ++i) {
            auto const field = fmt::format("tracks[{}].", i);
            if (finding.rule == "MD10" && tracks[i].instrumental && finding.asset == field + "language") {
                mender.field("MD10", finding.asset, tracks[i].language, "");
                tracks[i].language.clear();
            } else if (finding.rule == "MD11" && finding.asset == field + "explicit_lyrics") {
                mender.field("MD11", finding.asset, "false", "true");
                tracks[i].explicit_lyrics = true;
            } else if (finding.rule == "AU11" && i < input.audio.size() && finding.asset == input.audio[i].file) {
                mender.field("AU11", field + "seconds", fmt::format("{:.2f}", tracks[i].seconds.count()),
                             fmt::format("{:.2f}", input.audio[i].seconds));
                tracks[i].seconds = Seconds(input.audio[i].seconds);
            }
        }
}

}  // namespace

Result<FixedRelease> fix_release(PreflightInput const& input, Preflight const& found) {
    Mender mender(input.release);
    if (is_asked(found, "MD01")) mender.titles("MD01", single_spaced);
    if (is_asked(found, "MD01b"))
        for (auto const& rule : TRY(preflight_rules()))
            if (rule.id == "MD01b")
                mender.titles("MD01b", [&](std::string const& title) { return capitalised_title(title, rule.words); });
    if (is_asked(found, "MD12")) mender.owners("MD12");
    mend_tracks(input, found, mender);
    return std::move(mender).done();
}

}  // namespace troupe::distribution
