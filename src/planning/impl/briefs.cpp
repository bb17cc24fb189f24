#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.hpp"
#include "planning/impl/builder.hpp"

namespace troupe::planning::impl {
namespace {

bool is_story(PlanItem const& item) { return !item.release && item.purpose.empty(); }

/// Takes pairs of a theme and a line so that no pair comes twice before all have been used, and neighbours share
/// neither half.
class PairDeck {
public:
    PairDeck(BriefPool const& pool, Random random)
        : pool_(pool), used_(std::max<std::size_t>(1, pool.themes.size()) * pool.says.size()) {
        theme_ = random.below(std::max<std::size_t>(1, pool.themes.size()));
        say_ = random.below(pool.says.size());
    }

    /// Somebody took this one before.
    void mark(std::string_view title, std::string_view said) {
        for (std::size_t theme = 0; theme < pool_.themes.size(); ++theme)
            for (std::size_t say = 0; say < pool_.says.size(); ++say) {
                auto const at = theme * pool_.says.size() + say;
                bool const same = title.starts_with(pool_.themes[theme].title) && said.starts_with(pool_.says[say]);
                if (!same || used_[at]) continue;
                used_[at] = true;
                ++taken_;
            }
    }

    std::pair<BriefTheme, std::string> take() {
        if (taken_ == used_.size()) std::fill(used_.begin(), used_.end(), false), taken_ = 0;
        auto const themes = used_.size() / pool_.says.size();
        theme_ = (theme_ + 1) % themes;
        say_ = (say_ + 1) % pool_.says.size();
        while (used_[theme_ * pool_.says.size() + say_]) step(themes);
        used_[theme_ * pool_.says.size() + say_] = true;
        ++taken_;
        return {pool_.themes.empty() ? BriefTheme{} : pool_.themes[theme_], pool_.says[say_]};
    }

private:
    void step(std::size_t themes) {
        say_ = (say_ + 1) % pool_.says.size();
        if (++skipped_ % pool_.says.size() == 0) theme_ = (theme_ + 1) % themes;
    }

    BriefPool const& pool_;
    std::vector<bool> used_;
    std::size_t taken_ = 0;
    std::size_t skipped_ = 0;
    std::size_t theme_ = 0;
    std::size_t say_ = 0;
};

/// Which motif an item carries, in threes: one that comes back (a callback: it was last seen three or more items
/// before), the same one again so that neighbours belong together, and a pause, in which motifs that were never seen
/// come in.
class Motifs {
public:
    explicit Motifs(std::vector<std::string> motifs) : motifs_(std::move(motifs)) {
        last_.assign(motifs_.size(), never);
        uses_.assign(motifs_.size(), 0);
    }

    struct Choice {
        std::string motif;
        bool callback = false;
    };

    /// An item that carries this motif, or none, stands already.
    void pass(std::string const& motif) {
        auto const item = seen_++;
        auto const found = std::find(motifs_.begin(), motifs_.end(), motif);
        current_.reset();
        if (found != motifs_.end()) (void)use(static_cast<std::size_t>(found - motifs_.begin()), item, false);
    }

    Choice next() {
        auto const item = seen_++;
        if (motifs_.empty()) return {};
        if (item % 3 == 1 && current_) return use(*current_, item, false);
        if (item % 3 == 0) {
            if (auto const rested = longest_rested(item)) return use(*rested, item, true);
        }
        current_.reset();
        auto const unseen = std::find(last_.begin(), last_.end(), never);
        if (unseen != last_.end()) return use(static_cast<std::size_t>(unseen - last_.begin()), item, false);
        return {};
    }

private:
    static constexpr int never = -1;

    /// The least used of those that were last seen three or more items ago.
    std::optional<std::size_t> longest_rested(int item) const {
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < motifs_.size(); ++i) {
            if (last_[i] == never || item - last_[i] < 3) continue;
            if (!found || std::pair(uses_[i], last_[i]) < std::pair(uses_[*found], last_[*found])) found = i;
        }
        return found;
    }

    Choice use(std::size_t motif, int item, bool callback) {
        last_[motif] = item;
        ++uses_[motif];
        current_ = motif;
        return {motifs_[motif], callback};
    }

    std::vector<std::string> motifs_;
    std::vector<int> last_;
    std::vector<int> uses_;
    std::optional<std::size_t> current_;
    int seen_ = 0;
};

/// Facts in the order in which they are told: what is public first, what is late not before a turn.
class Facts {
public:
    Facts(PlanRequest const& request, std::vector<PlanItem> const& kept, std::size_t story_items) {
        std::vector<std::string> told;
        for (auto const& item : kept)
            if (item.brief.fact) told.push_back(*item.brief.fact);
        for (auto const& each : request.disclosures.empty() ? from_profile(request.profile) : request.disclosures)
            if (std::find(told.begin(), told.end(), each.fact_id) == told.end())
                (each.late ? late_ : open_).push_back(named(request.profile, each));
        auto const total = std::max<std::size_t>(1, open_.size() + late_.size());
        every_ = std::max<std::size_t>(2, story_items / total);
    }

    /// The fact to tell in the next post of the story, if it is time for one.
    std::optional<Disclosure> next(ArcStage stage) {
        if (waited_++ % every_ != 0) return std::nullopt;
        bool const late_now = stage == ArcStage::turn || stage == ArcStage::climax;
        if (late_now && next_late_ < late_.size()) return late_[next_late_++];
        if (next_open_ < open_.size()) return open_[next_open_++];
        --waited_;  // only late ones are left: the next post asks again
        return std::nullopt;
    }

private:
    static int rank(artist::Fact const& fact) {
        static std::vector<std::string> const order{"home", "origin",  "job",   "object",
                                                    "rule", "subject", "event", "tension"};
        return static_cast<int>(std::find(order.begin(), order.end(), fact.kind) - order.begin());
    }

    static std::vector<Disclosure> from_profile(artist::Profile const& profile) {
        auto facts = profile.story.facts;
        std::erase_if(facts, [](artist::Fact const& fact) { return fact.kind == "release" || fact.text.empty(); });
        std::stable_sort(facts.begin(), facts.end(), [](auto const& a, auto const& b) { return rank(a) < rank(b); });
        std::vector<Disclosure> chosen;
        for (auto const& fact : facts) chosen.push_back({fact.id, fact.text, !fact.is_public});
        return chosen;
    }

    static Disclosure named(artist::Profile const& profile, Disclosure disclosure) {
        if (disclosure.text.empty())
            for (auto const& fact : profile.story.facts)
                if (fact.id == disclosure.fact_id) disclosure.text = fact.text;
        return disclosure;
    }

    std::vector<Disclosure> open_;
    std::vector<Disclosure> late_;
    std::size_t every_ = 2;
    std::size_t waited_ = 0;
    std::size_t next_open_ = 0;
    std::size_t next_late_ = 0;
};

class BriefWriter {
public:
    BriefWriter(Builder& builder, std::size_t story_items)
        : builder_(builder),
          random_(Random(builder.request.seed).stream("planning.briefs")),
          motifs_(builder.request.profile.core.motifs),
          facts_(builder.request, builder.plan.items, story_items) {
        for (auto const& [purpose, pool] : builder.tables.briefs)
            decks_.try_emplace(purpose, pool, random_.stream(purpose));
        for (auto const& genre : builder.request.profile.style.genres) hashtags_.push_back(genre.name);
        hashtags_.resize(std::min<std::size_t>(hashtags_.size(), 3));
        for (auto const& instrument : builder.request.profile.style.instruments)
            instruments_.push_back(instrument.name);
        if (instruments_.empty()) instruments_.emplace_back("lead sound");
    }

    /// An item that was carried over: its motif has been seen, its words are taken.
    void pass(PlanItem const& item) {
        motifs_.pass(item.brief.motif);
        previous_ = item.brief;
    }
    void mark(PlanItem const& item) {
        mark_lines(item);
        auto const deck = decks_.find(item.purpose);
        if (deck != decks_.end()) deck->second.mark(item.brief.title, item.brief.say);
    }

    void write(PlanItem& item, Segment const& segment) {
        item.arc_stage = segment.stage;
        item.brief.hashtag_hints = hashtags_;
        if (item.platform == stores) return write_for_stores(item);
        auto const told = is_story(item) ? facts_.next(segment.stage) : std::nullopt;
        if (is_story(item)) item.purpose = told ? "disclose" : story_purpose(segment.stage);
        if (told && !told->fact_id.empty()) item.brief.fact = told->fact_id;
        auto const deck = decks_.find(item.purpose);
        auto [theme, say] =
            deck == decks_.end() ? std::pair(BriefTheme{item.purpose, "{title}"}, std::string()) : deck->second.take();
        auto const title = release_title(item);
        item.brief.title = theme.title + (item.release ? " · " + title : "");
        item.brief.theme = fill(theme.theme, title, told ? told->text : "");
        item.brief.say = say;
        auto const choice = motifs_.next();
        continue_story(item);
        add_motif(item, choice);
        previous_ = item.brief;
    }

private:
    void write_for_stores(PlanItem& item) {
        auto const title = release_title(item);
        bool const is_release = item.kind == ItemKind::release;
        item.brief.title = is_release ? "Release: " + title : "Canvas and package · " + title;
        item.brief.theme =
            is_release ? title + " comes out in all stores at midnight, wherever people live"
                       : "Everything the stores need for " + title + ": the looping canvas, cover, masters and texts";
        item.brief.say = is_release ? "" : "Nothing is published: this is the last day to hand it over.";
    }

    /// Leads on from the post before. A campaign has its song.
    void continue_story(PlanItem& item) {
        auto const deck = decks_.find("continue");
        auto const before = previous_.title.substr(0, previous_.title.find(" · "));
        if (item.release || before.empty() || before == item.brief.title || deck == decks_.end()) return;
        item.brief.say += " " + text::replace_all(deck->second.take().second, "{previous}", before);
    }

    void add_motif(PlanItem& item, Motifs::Choice const& choice) {
        if (choice.motif.empty()) return;
        item.brief.motif = choice.motif;
        item.brief.callback = choice.callback;
        auto const deck = decks_.find(choice.callback ? "motif_callback" : "motif_lead");
        if (deck == decks_.end()) return;
        // A theme that comes back brings another line: both the same would read as the same post.
        auto line = motif_line(deck->second, choice.motif);
        for (int turn = 0; turn < most_turns && !lines_of_[item.brief.title].insert(line).second; ++turn)
            line = motif_line(deck->second, choice.motif);
        item.brief.say += " " + line;
    }

    static std::string motif_line(PairDeck& deck, std::string const& motif) {
        return text::capitalised(text::replace_all(deck.take().second, "{motif}", motif));
    }

    /// Lines about motifs that an item of an earlier plan ends with.
    void mark_lines(PlanItem const& item) {
        for (char const* name : {"motif_callback", "motif_lead"}) {
            auto const pool = builder_.tables.briefs.find(name);
            if (pool == builder_.tables.briefs.end() || item.brief.motif.empty()) continue;
            for (auto const& say : pool->second.says) {
                auto const line = text::capitalised(text::replace_all(say, "{motif}", item.brief.motif));
                if (item.brief.say.ends_with(line)) lines_of_[item.brief.title].insert(line);
            }
        }
    }

    std::string story_purpose(ArcStage stage) {
        static std::map<ArcStage, std::vector<std::string>> const by_stage{
            {ArcStage::setup, {"world", "process"}},
            {ArcStage::escalation, {"process", "dialogue", "world"}},
            {ArcStage::turn, {"world", "process"}},
            {ArcStage::climax, {"dialogue", "world"}},
            {ArcStage::release, {"world", "dialogue", "process"}}};
        auto const& purposes = by_stage.at(stage);
        auto const& chosen = purposes[stage_count_[stage]++ % purposes.size()];
        // Who keeps away from people asks them nothing.
        return chosen == "dialogue" && builder_.habits.publicness < 0.25 ? "world" : chosen;
    }

    std::string release_title(PlanItem const& item) const {
        for (auto const& release : builder_.plan.releases)
            if (item.release == release.number) return spoken_title(release);
        return "the release";
    }

    std::string fill(std::string text, std::string const& title, std::string const& fact) {
        if (text.find("{instrument}") != std::string::npos)
            text = text::replace_all(text, "{instrument}", instruments_[instrument_++ % instruments_.size()]);
        text = text::replace_all(text, "{title}", title);
        return text::replace_all(text, "{fact}", fact);
    }

    Builder& builder_;
    Random random_;
    Motifs motifs_;
    Facts facts_;
    static constexpr int most_turns = 12;
    std::map<std::string, PairDeck> decks_;
    std::map<std::string, std::set<std::string>> lines_of_;  ///< about motifs, by the item's title
    std::vector<std::string> hashtags_;
    std::vector<std::string> instruments_;
    std::map<ArcStage, std::size_t> stage_count_;
    std::size_t instrument_ = 0;
    ItemBrief previous_;  ///< of the item before; without a title at first
};

}  // namespace

std::string spoken_title(PlannedRelease const& release) {
    return release.title_known ? release.title : fmt::format("Release {}", release.number);
}

void write_briefs(Builder& builder, std::vector<Segment> const& segments, Arc const& arc) {
    auto& items = builder.plan.items;
    auto const story_items = static_cast<std::size_t>(std::count_if(items.begin(), items.end(), is_story));
    BriefWriter writer(builder, story_items);
    for (auto const& item : items)
        if (!item.brief.title.empty()) writer.mark(item);
    for (auto& item : items) {
        if (!item.brief.title.empty()) {  // kept from an earlier plan
            writer.pass(item);
            continue;
        }
        writer.write(item, segment_of(segments, item.date));
        item.brief.valence =
            valence_at(arc, days_between(builder.plan.start, item.date) / std::max(1.0, builder.plan.days - 1.0));
    }
}

}  // namespace troupe::planning::impl
