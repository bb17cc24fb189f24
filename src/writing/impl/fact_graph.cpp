#include "writing/impl/fact_graph.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "writing/impl/echoes.hpp"

namespace troupe::writing::impl {
namespace {

constexpr int candidates = 12;

bool shares(std::vector<std::string> const& a, std::vector<std::string> const& b) {
    return std::any_of(a.begin(), a.end(), [&](auto const& x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

double overlap(std::vector<std::string> const& a, std::vector<std::string> const& b) {
    return static_cast<double>(
        std::count_if(a.begin(), a.end(), [&](auto const& x) { return std::find(b.begin(), b.end(), x) != b.end(); }));
}

/// What a prompt calls a landscape, and the tag of the homes that have it.
constexpr std::pair<std::string_view, std::string_view> landscapes[] = {
    {"mountain", "mountain"}, {"alpine", "mountain"}, {"snow", "snow"},     {"desert", "desert"}, {"island", "island"}, {"river", "river"},
    {"forest", "forest"},     {"suburb", "suburb"},   {"plains", "plains"}, {"prairie", "plains"}, {"jungle", "tropical"}, {"tropical", "tropical"},
    {"sea", "coast"},         {"seaside", "coast"},   {"coast", "coast"},   {"beach", "coast"},   {"harbour", "port"},  {"harbor", "port"},
    {"docks", "port"},        {"port", "port"},       {"factory", "industrial"}, {"arctic", "north"}};

/// How many of the landscapes that the prompt names a home has.
double landscapes_of(Entry const& home, std::vector<std::string> const& words) {
    double count = 0;
    for (auto const& [word, tag] : landscapes) {
        bool const is_named = std::any_of(words.begin(), words.end(), [&, &name = word](auto const& each) { return is_form_of(each, std::string(name)); });
        if (is_named && std::find(home.tags.begin(), home.tags.end(), tag) != home.tags.end()) ++count;
    }
    return count;
}

using Uses = std::map<std::string, int, std::less<>>;

Uses count_uses(std::vector<RosterEntry> const& roster) {
    Uses uses;
    for (auto const& other : roster)
        for (auto const& key : other.uses) ++uses[key];
    return uses;
}

/// Picks the entries of one candidate, one role after the other, under the hard constraints.
class Chooser {
public:
    Chooser(Target const& target, Understood const& understood, Banks const& banks, Uses const& uses, Echoes const& echoes, Random random)
        : target_(target), understood_(understood), banks_(banks), uses_(uses), echoes_(echoes), random_(random) {}

    FactGraph choose() {
        pick_home();
        pick_detail("heard");
        pick_detail("seen");
        for (auto const* role : {"job", "object", "origin", "release", "presence", "rule"}) pick(role, role);
        pick("object2", "object");
        pick("rule2", "rule");
        pick_event("event", false);
        pick_event("event2", true);
        if (!understood_.tensions.empty()) pick_tension();
        pick_many(graph_.values, "value", 3);
        pick_many(graph_.personality, "personality", 4);
        graph_.archetype = &banks_.of("archetype")[draw("archetype", [](Entry const&) { return true; })];
        set_years();
        set_score();
        return std::move(graph_);
    }

private:
    bool allowed(Entry const& entry) const {
        if (!entry.families.empty() && !shares(entry.families, {target_.genre->family})) return false;
        if (entry.vocal && target_.vocals == "none") return false;
        if (target_.publicness < entry.low || target_.publicness > entry.high) return false;
        auto const home = graph_.roles.find("home");
        if (!entry.needs.empty() && home != graph_.roles.end() && !shares(entry.needs, home->second->tags)) return false;
        for (auto const& [role, taken] : graph_.roles)
            if (taken == &entry) return false;
        return true;
    }

    double weight(Entry const& entry, double temperature) const {
        auto fit = suits(entry.axes, target_.axes);
        fit += 0.25 * std::min(3.0, overlap(entry.tags, understood_.topics));
        fit += 0.08 * std::min(2.0, overlap(entry.tags, target_.genre->themes));
        if (auto const echo = echoes_.find(&entry); echo != echoes_.end()) fit += 1.1 * std::min(1.5, echo->second);
        if (entry.key.starts_with("home/")) fit += 0.7 * std::min(2.0, landscapes_of(entry, understood_.words));
        auto const& homes = target_.genre->homes;
        if (std::find(homes.begin(), homes.end(), entry.form("country")) != homes.end()) fit += 0.9;
        auto const used = uses_.find(entry.key);
        auto const times = used == uses_.end() ? 0 : used->second;
        return std::exp(fit / temperature) * std::pow(0.25, times);
    }

    template <class Condition>
    std::size_t draw(std::string_view kind, Condition condition) {
        auto const& bank = banks_.of(kind);
        // What says who they are must suit; what happened to them may surprise.
        auto const temperature = kind == "archetype" || kind == "value" || kind == "personality" ? 0.12 : 0.3;
        std::vector<double> weights;
        for (auto const& entry : bank)
            weights.push_back(allowed(entry) && condition(entry) ? weight(entry, temperature) : 0);
        return random_.weighted(weights);
    }

    void pick(std::string const& role, std::string_view kind) {
        graph_.roles[role] = &banks_.of(kind)[draw(kind, [](Entry const&) { return true; })];
    }

    void pick_home() {
        auto const suits_prompt = [this](Entry const& place) {
            if (understood_.place) return place.id == *understood_.place;
            auto const& others = understood_.other_countries;
            if (std::find(others.begin(), others.end(), place.form("country")) != others.end()) return false;
            return !understood_.country || place.form("country") == *understood_.country;
        };
        graph_.roles["home"] = &banks_.of("home")[draw("home", suits_prompt)];
    }

    void pick_detail(std::string const& sense) {
        auto const home = graph_.at("home").id;
        graph_.roles[sense] =
            &banks_.of(sense)[draw(sense, [&](Entry const& detail) { return detail.form("place") == home; })];
    }

    void pick_event(std::string const& role, bool is_private) {
        graph_.roles[role] =
            &banks_.of("event")[draw("event", [&](Entry const& event) { return event.is_private == is_private; })];
    }

    void pick_tension() {
        auto const axis = std::string(axis_names[understood_.tensions.front()]);
        graph_.roles["tension"] =
            &banks_.of("tension")[draw("tension", [&](Entry const& entry) { return entry.form("axis") == axis; })];
    }

    void pick_many(std::vector<Entry const*>& into, std::string_view kind, int count) {
        for (int i = 0; i < count; ++i)
            into.push_back(&banks_.of(kind)[draw(kind, [&](Entry const& entry) {
                return std::find(into.begin(), into.end(), &entry) == into.end();
            })]);
    }

    void set_years() {
        auto const release = random_.between(2021, 2024);
        auto const origin = release - random_.between(1, 3);
        graph_.years["release"] = release;
        graph_.years["origin"] = origin;
        graph_.years["job"] = origin;
        graph_.years["event"] = origin - random_.between(1, 8);
        graph_.years["event2"] = origin - random_.between(0, 5);
    }

    void set_score() {
        double fit = 0;
        double uses = 0;
        for (auto const& [role, entry] : graph_.roles) {
            fit += suits(entry->axes, target_.axes) + 0.3 * std::min(2.0, overlap(entry->tags, understood_.topics));
            auto const used = uses_.find(entry->key);
            if (used != uses_.end()) uses += used->second;
        }
        auto const count = static_cast<double>(graph_.roles.size());
        graph_.score = fit / count - 0.9 * uses / count + 0.4 * agreement();
    }

    /// Of all facts together with what the prompt says, -1..1: what a genre brings along must not drown it.
    double agreement() const {
        Axes facts{};
        for (auto const& [role, entry] : graph_.roles)
            for (std::size_t axis = 0; axis < facts.size(); ++axis)
                if (std::abs(understood_.axes[axis]) >= 0.05) facts[axis] += entry->axes[axis];
        auto const size = length(facts) * length(understood_.axes);
        return size < 1e-9 ? 0 : dot(facts, understood_.axes) / size;
    }

    Target const& target_;
    Understood const& understood_;
    Banks const& banks_;
    Uses const& uses_;
    Echoes const& echoes_;
    Random random_;
    FactGraph graph_;
};

std::string genre_of(Understood const& understood, GenreTable const& genres, Axes const& said,
                     std::vector<RosterEntry> const& roster, Random& random) {
    std::vector<std::string> ids;
    std::vector<double> scores;
    double best = -1e9;
    for (auto const& [id, genre] : genres) {
        auto const evidence = understood.genres.find(id);
        auto score = evidence == understood.genres.end() ? 0 : evidence->second;
        score += 0.9 * suits(from_tenths(genre.axes), said);
        if (understood.family && genre.family != *understood.family && score < 3) score -= 1.5;
        if (understood.vocals && score < 3) {
            auto const kind = genre.vocals.find(*understood.vocals);
            if (kind == genre.vocals.end() || kind->second < 3) score -= 0.8;
        }
        for (auto const& other : roster)
            if (other.home_genre == id && score < 3) score -= 0.15;
        ids.push_back(id);
        scores.push_back(score);
        best = std::max(best, score);
    }
    for (auto& score : scores) score = score > best - 1.2 ? std::exp((score - best) / (best >= 3 ? 0.05 : 0.2)) : 0;
    return ids[random.weighted(scores)];
}

std::string vocals_of(Understood const& understood, Genre const& genre, Random& random) {
    if (understood.vocals) return *understood.vocals;
    std::vector<std::string> kinds;
    std::vector<double> weights;
    for (auto const& [kind, weight] : genre.vocals) kinds.push_back(kind), weights.push_back(weight);
    return kinds[random.weighted(weights)];
}

artist::Fact fact(std::string id, std::string kind, std::string text, Entry const& entry) {
    artist::Fact out{.id = std::move(id), .kind = std::move(kind), .text = std::move(text), .tags = entry.tags,
                     .is_public = !entry.is_private};
    out.tags.push_back("from:" + entry.key);
    return out;
}

}  // namespace

Target aim(Understood const& understood, GenreTable const& genres, std::vector<RosterEntry> const& roster, Random random) {
    Target target;
    target.genre_id = genre_of(understood, genres, understood.axes, roster, random);
    target.genre = &genres.find(target.genre_id)->second;
    auto const usual = from_tenths(target.genre->axes);
    for (std::size_t axis = 0; axis < usual.size(); ++axis) {
        auto const said = understood.axes[axis];
        target.axes[axis] = std::abs(said) < 0.05 ? 0.7 * usual[axis] + random.uniform(-0.15, 0.15)
                                                  : std::clamp(0.8 * said + 0.25 * usual[axis], -1.0, 1.0);
    }
    target.publicness = std::clamp(0.5 + 0.5 * target.axes[Axis::publicness], 0.05, 0.95);
    target.vocals = vocals_of(understood, *target.genre, random);
    return target;
}

FactGraph choose_facts(Target const& target, Understood const& understood, Banks const& banks,
                       std::vector<RosterEntry> const& roster, Random const& random) {
    auto const uses = count_uses(roster);
    auto const echoes = echoes_of(understood.words, banks);
    FactGraph best;
    for (int i = 0; i < candidates; ++i) {
        auto graph = Chooser(target, understood, banks, uses, echoes, random.stream("candidate", static_cast<std::uint64_t>(i))).choose();
        if (i == 0 || graph.score > best.score) best = std::move(graph);
    }
    return best;
}

std::vector<artist::Fact> facts_of(FactGraph const& graph, Understood const& understood) {
    auto const& home = graph.at("home");
    auto const place = home.form("name");
    std::vector<artist::Fact> facts;
    facts.push_back(fact("home", "home", "lives and works in " + place + ", " + home.form("region"), home));
    facts.push_back(fact("home.heard", "home", "hears " + graph.at("heard").form("np") + " from the studio", graph.at("heard")));
    facts.push_back(fact("home.seen", "home", "looks out on " + graph.at("seen").form("np"), graph.at("seen")));
    for (auto& detail : facts) detail.place = place;
    facts.push_back(fact("job", "job", graph.at("job").form("past"), graph.at("job")));
    facts.back().year = graph.years.at("job");
    for (auto const* role : {"object", "object2"}) {
        auto const& object = graph.at(role);
        facts.push_back(fact(role == std::string("object") ? "object.1" : "object.2", "object",
                             "works with " + object.form("np") + ", " + object.form("got"), object));
    }
    for (auto const& [role, id] : {std::pair{"event", "event.1"}, std::pair{"event2", "event.2"}}) {
        facts.push_back(fact(id, "event", graph.at(role).form("clause"), graph.at(role)));
        facts.back().year = graph.years.find(role)->second;
    }
    facts.push_back(fact("origin", "origin", graph.at("origin").form("past"), graph.at("origin")));
    facts.back().year = graph.years.at("origin");
    facts.push_back(fact("rule.1", "rule", graph.at("rule").form("base"), graph.at("rule")));
    facts.push_back(fact("rule.2", "rule", graph.at("rule2").form("base"), graph.at("rule2")));
    facts.push_back(fact("presence", "rule", graph.at("presence").form("base"), graph.at("presence")));
    facts.push_back(fact("release.1", "release", graph.at("release").form("past"), graph.at("release")));
    facts.back().year = graph.years.at("release");
    if (graph.roles.contains("tension"))
        facts.push_back(fact("tension", "tension", graph.at("tension").form("base"), graph.at("tension")));
    for (std::size_t i = 0; i < understood.subjects.size(); ++i)
        facts.push_back({.id = "subject." + std::to_string(i + 1), .kind = "subject", .text = understood.subjects[i],
                         .tags = understood.topics});
    return facts;
}

}  // namespace troupe::writing::impl
