#include "music/takes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music {
namespace {

constexpr int most_takes = 10;
constexpr int most_tries = 4;
constexpr double equal_likeness = 0.95;

/// 1 up to `good`, falling to 0 at `bad`.
double falling(double value, double good, double bad) { return std::clamp((bad - value) / (bad - good), 0.0, 1.0); }

/// The weights of the MIREX contest for keys that are nearly right.
double key_mark(std::string const& asked, std::string const& heard) {
    auto const wanted = parse_key(asked), found = parse_key(heard);
    if (!wanted || !found) return 0.5;  // nobody can say
    auto const is_minor = impl::is_minor(wanted->mode), heard_minor = impl::is_minor(found->mode);
    auto const distance = ((found->tonic - wanted->tonic) % 12 + 12) % 12;
    if (is_minor == heard_minor) return distance == 0 ? 1 : distance == 7 || distance == 5 ? 0.5 : 0;
    if (distance == 0) return 0.2;
    return distance == (is_minor ? 3 : 9) ? 0.3 : 0;
}

double tempo_mark(double asked, double heard) {
    if (asked <= 0 || heard <= 0) return 0.5;
    auto const octaves = std::log2(heard / asked);
    return falling(std::abs(std::exp2(octaves - std::round(octaves)) - 1), 0.005, 0.04);
}

std::string reason_of(Take const& take) {
    auto const& heard = take.track.analysis;
    auto text = fmt::format("heard in {}{}, {:.1f} BPM, {:.1f} LUFS", heard.key, take.marks.key == 1 ? " as asked" : "", heard.bpm, heard.lufs);
    if (take.track.score) text += fmt::format("; critic {:.2f} of {} songs", take.track.score->metrics.score, take.track.score->candidates);
    if (take.marks.likeness > 0.3) text += fmt::format("; tune like another take's ({:.2f})", take.marks.likeness);
    return text;
}

/// One take after the other, each knowing those before.
class Session {
public:
    Session(TrackMaker& maker, Brief const& brief, std::filesystem::path folder, int count) : maker_(maker), brief_(brief), folder_(std::move(folder)), count_(count) {}

    Result<std::vector<Take>> run(Progress const& progress, std::stop_token const& stop) {
        while (static_cast<int>(takes_.size()) < count_) TRY(add_take(progress, stop));
        rank();
        return std::move(takes_);
    }

private:
    Result<void> add_take(Progress const& progress, std::stop_token const& stop) {
        Take take;
        take.number = static_cast<int>(takes_.size()) + 1;
        take.folder = folder_ / fmt::format("take-{}", take.number);
        auto const report = [&](double fraction, std::string_view what) {
            if (progress) progress((take.number - 1 + fraction) / count_, fmt::format("take {} of {}: {}", take.number, count_, what));
        };
        for (int attempt = 0; attempt < most_tries; ++attempt) {
            auto brief = brief_;
            brief.seed = take.seed = next_seed();
            take.track = TRY(maker_.make(brief, take.folder, report, stop));
            if (TRY(equals_another(take))) continue;
            keep(std::move(take));
            return {};
        }
        return fail(ErrorCode::conflict, fmt::format("take {}: equal to an earlier one {} times; loosen the brief or ask for fewer takes", take.number, most_tries));
    }

    std::uint64_t next_seed() {
        auto const index = drawn_++;
        // 53 bits, so that a seed survives every JSON reader.
        return index == 0 ? brief_.seed : Random(brief_.seed).stream("take", index).next() >> 11;
    }

    Result<bool> equals_another(Take const& take) {
        hash_ = TRY(sha256_of_file(take.track.master));
        if (std::find(hashes_.begin(), hashes_.end(), hash_) != hashes_.end()) return true;
        if (!take.track.score) return false;
        auto const print = print_of(*take.track.score);
        return std::any_of(takes_.begin(), takes_.end(),
                           [&](Take const& other) { return other.track.score && likeness(print, print_of(*other.track.score)) >= equal_likeness; });
    }

    void keep(Take take) {
        hashes_.push_back(hash_);
        take.marks = marks_of(take.track, brief_);
        if (take.track.score) {
            auto print = print_of(*take.track.score);
            if (!print.grams.empty()) brief_.catalogue.push_back(std::move(print));
        }
        takes_.push_back(std::move(take));
    }

    void rank() {
        for (auto& take : takes_) {
            for (auto const& other : takes_)
                if (&other != &take && take.track.score && other.track.score)
                    take.marks.likeness = std::max(take.marks.likeness, likeness(print_of(*take.track.score), print_of(*other.track.score)));
            auto const& marks = take.marks;
            take.marks.total = 0.5 * marks.critic + 0.2 * marks.key + 0.1 * (marks.tempo + marks.loudness + marks.silence + 1 - marks.likeness);
            take.reason = reason_of(take);
        }
        std::stable_sort(takes_.begin(), takes_.end(), [](Take const& a, Take const& b) { return a.marks.total > b.marks.total; });
    }

    TrackMaker& maker_;
    Brief brief_;
    std::filesystem::path folder_;
    int count_;
    std::uint64_t drawn_ = 0;
    std::string hash_;
    std::vector<std::string> hashes_;
    std::vector<Take> takes_;
};

}  // namespace

TakeMarks marks_of(Track const& track, Brief const& brief) {
    TakeMarks marks;
    auto const& heard = track.analysis;
    marks.critic = track.score ? std::clamp(track.score->metrics.score, 0.0, 1.0) : 0.5;
    marks.key = key_mark(track.key.empty() ? brief.key : track.key, heard.key);
    marks.tempo = tempo_mark(track.score ? track.score->bpm : brief.bpm, heard.bpm);
    marks.loudness = falling(std::abs(heard.lufs - (brief.loudness == "club" ? -9.0 : -14.0)), 0.2, 2);
    marks.silence = falling(heard.longest_silence, 0.5, 3);
    return marks;
}

Result<std::vector<Take>> make_takes(TrackMaker& maker, Brief const& brief, int count, std::filesystem::path const& folder, Progress const& progress,
                                     std::stop_token stop) {
    if (count < 1 || count > most_takes) return fail(ErrorCode::invalid_input, fmt::format("takes: {} is outside 1 to {}", count, most_takes));
    return Session(maker, brief, folder, count).run(progress, stop);
}

std::string takes_table(std::vector<Take> const& ranked) {
    std::string text = "RANK  TAKE  MARK  CRITIC   KEY  TEMPO  LOUD  WHY\n";
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        auto const& take = ranked[i];
        text += fmt::format("{:>4}  {:>4}  {:.2f}    {:.2f}  {:.2f}   {:.2f}  {:.2f}  {}\n", i + 1, take.number, take.marks.total, take.marks.critic,
                            take.marks.key, take.marks.tempo, take.marks.loudness, take.reason);
    }
    return text;
}

}  // namespace troupe::music
