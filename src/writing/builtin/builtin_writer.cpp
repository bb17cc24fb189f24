#include "writing/builtin/builtin_writer.hpp"

#include <fmt/format.h>
#include <mutex>
#include <set>

#include "base/live_file.hpp"
#include "base/text.hpp"
#include "writing/impl/biographer.hpp"
#include "writing/impl/captioner.hpp"
#include "writing/impl/fact_graph.hpp"
#include "writing/impl/identity.hpp"
#include "writing/impl/lyricist.hpp"
#include "writing/impl/proposals.hpp"
#include "writing/impl/titles.hpp"
#include "writing/impl/understanding.hpp"
#include "writing/prosody.hpp"
#include "writing/tables.hpp"
#include "writing/wordnet.hpp"

namespace troupe::writing::builtin {
namespace {

class BuiltinWriter final : public Writer {
public:
    BuiltinWriter(Settings settings, impl::Banks banks, LiveFile<GenreTable> genres)
        : settings_(std::move(settings)), banks_(std::move(banks)), genres_(std::move(genres)), net_(settings_.word_meanings) {}

    Result<artist::Understanding> understand(std::string const& prompt) const override {
        auto const understood = TRY(impl::understand(prompt, banks_, *genres_.now(), net_));
        return artist::Understanding{.prompt = understood.prompt, .language = understood.language, .confidence = understood.confidence,
                                     .heard = understood.heard, .assumptions = understood.assumptions};
    }

    Result<artist::Profile> identity(IdentityRequest const& request, std::stop_token) const override {
        std::string problem;
        auto profile = TRY(impl::compose_identity(request, source(*genres_.now(&problem))));
        if (!problem.empty()) profile.understanding.assumptions.push_back(unused_table(problem));
        return profile;
    }

    Result<std::vector<artist::Profile>> proposals(IdentityRequest const& request, int count, std::stop_token) const override {
        std::string problem;
        auto profiles = TRY(impl::compose_proposals(request, count, source(*genres_.now(&problem))));
        if (problem.empty()) return profiles;
        for (auto& profile : profiles) profile.understanding.assumptions.push_back(unused_table(problem));
        return profiles;
    }

    Result<Lyrics> lyrics(LyricsRequest const& request, std::stop_token) const override {
        return impl::write_lyrics(request, banks_, *genres_.now(), prosody());
    }

    Result<Title> title(TitleRequest const& request, std::stop_token) const override {
        return impl::choose_title(request, banks_, *genres_.now());
    }

    Result<std::vector<Caption>> captions(CaptionRequest const& request, std::stop_token) const override {
        return impl::write_captions(request, banks_, *genres_.now());
    }

    Result<Biographies> biographies(artist::Profile const& profile, std::uint64_t seed, std::stop_token) const override {
        return impl::write_biographies(profile, banks_, *genres_.now(), Random(seed).stream("biographies"));
    }

    Result<std::vector<std::string>> hooks(HookRequest const& request, std::stop_token) const override {
        return impl::write_hooks(request, banks_, *genres_.now());
    }

private:
    static std::string unused_table(std::string const& problem) { return "the genre table was not used: " + problem; }

    impl::Source source(GenreTable const& genres) const { return {banks_, genres, net_, settings_.default_language}; }

    /// Five megabytes that only songs need: read when the first one is asked for.
    Prosody const& prosody() const {
        std::call_once(prosody_read_, [this] { prosody_ = std::make_unique<Prosody>(settings_.pronunciations); });
        return *prosody_;
    }

    Settings settings_;
    impl::Banks banks_;
    LiveFile<GenreTable> genres_;
    WordNet net_;
    mutable std::once_flag prosody_read_;
    mutable std::unique_ptr<Prosody> prosody_;
};

}  // namespace

Result<std::unique_ptr<Writer>> open_writer(Settings const& settings) {
    auto banks = TRY(impl::load_banks());
    auto genres = TRY(open_genres(settings.genre_table));
    return std::unique_ptr<Writer>(std::make_unique<BuiltinWriter>(settings, std::move(banks), std::move(genres)));
}

}  // namespace troupe::writing::builtin
