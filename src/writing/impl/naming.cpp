#include "writing/impl/naming.hpp"

#include <algorithm>
#include <cmath>

#include "artist/known_names.hpp"
#include "base/text.hpp"

namespace troupe::writing::impl {
namespace {

bool offends(std::string const& name, Names const& names) {
    auto const plain = text::replace_all(text::slug(name), "-", " ");
    for (auto const& bad : names.avoid) {
        // Short ones only as whole words, so that "Bassett" is a name.
        auto const at = bad.size() <= 4 ? (" " + plain + " ").find(" " + bad + " ") : plain.find(bad);
        if (at != std::string::npos) return true;
    }
    return false;
}

/// Same letters but for one, in names of five letters or more.
bool nearly_same(std::string const& a, std::string const& b) {
    if (a == b) return true;
    if (std::min(a.size(), b.size()) < 5 || std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > 1) return false;
    std::size_t front = 0;
    while (front < std::min(a.size(), b.size()) && a[front] == b[front]) ++front;
    std::size_t back = 0;
    while (back < std::min(a.size(), b.size()) - front && a[a.size() - 1 - back] == b[b.size() - 1 - back]) ++back;
    return std::max(a.size(), b.size()) - front - back <= 1;
}

bool taken(std::string const& name, std::vector<RosterEntry> const& roster) {
    auto const slug = text::slug(name);
    return std::any_of(roster.begin(), roster.end(), [&](auto const& other) { return nearly_same(slug, text::slug(other.name)); });
}

std::string capitalised(std::string const& word) {
    auto out = text::capitalised(word);
    if (out.starts_with("ø")) out.replace(0, 2, "Ø");
    if (out.starts_with("å")) out.replace(0, 2, "Å");
    if (out.starts_with("ä")) out.replace(0, 2, "Ä");
    return out;
}

bool is_vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos || static_cast<unsigned char>(c) >= 0x80; }

/// No three consonants or vowels in a row and no doubled seam: what a stranger can say at first sight.
bool pronounceable(std::string const& word) {
    int vowels = 0;
    int consonants = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if ((static_cast<unsigned char>(word[i]) & 0xC0) == 0x80) continue;
        if (is_vowel(word[i])) ++vowels, consonants = 0;
        else ++consonants, vowels = 0;
        if (vowels > 2 || consonants > 2) return false;
        if (i >= 1 && word[i] == word[i - 1] && i + 1 == word.size()) return false;
        if (i >= 2 && word[i] == word[i - 1] && word[i] == word[i - 2]) return false;
    }
    return true;
}

class NameMaker {
public:
    NameMaker(Target const& target, FactGraph const& graph, Names const& names, Random random)
        : target_(target), names_(names), random_(random), tongue_(tongue_of(graph, names)) {}

    std::string make(std::string const& style) {
        if (style == "compound") return part(names_.first) + " " + part(names_.second);
        if (style == "soft") return random_.chance(0.5) ? coined(1) : part(names_.first) + " " + part(names_.second);
        if (style == "surname") return random_.chance(0.5) ? random_.pick(names_.surnames) : coined(1);
        if (style == "person") return coined(random_.chance(0.6) ? 0 : 1) + " " + random_.pick(names_.surnames);
        if (style == "mononym") return coined(random_.chance(0.5) ? 0 : 1);
        if (style == "moniker") return moniker();
        if (style == "band") return band();
        return random_.chance(0.65) ? coined(1) : coined(0) + " " + coined(0);
    }

private:
    static Tongue const& tongue_of(FactGraph const& graph, Names const& names) {
        auto const found = names.tongues.find(graph.at("home").form("tongue"));
        return found == names.tongues.end() ? names.tongues.find("coined")->second : found->second;
    }

    std::string coined(int middle_syllables) {
        for (;;) {
            auto word = random_.pick(tongue_.onsets) + random_.pick(tongue_.vowels);
            for (int i = 0; i < middle_syllables; ++i) {
                if (random_.chance(0.15)) word += random_.pick(tongue_.codas);
                word += random_.pick(tongue_.onsets) + random_.pick(tongue_.vowels);
            }
            auto const end = random_.pick(tongue_.ends);
            if (is_vowel(end.front())) word += random_.pick(tongue_.codas);
            word += end;
            if (word.size() >= 4 && word.size() <= 7 && pronounceable(word)) return capitalised(word);
        }
    }

    std::string part(std::vector<NamePart> const& parts) {
        std::vector<double> weights;
        for (auto const& candidate : parts) weights.push_back(std::exp(suits(candidate.axes, target_.axes) / 0.4));
        return parts[random_.weighted(weights)].word;
    }

    std::string moniker() {
        if (random_.chance(0.4)) return random_.pick(names_.moniker_heads) + " " + coined(0);
        return random_.chance(0.5) ? coined(0) + " " + random_.pick(names_.surnames) : part(names_.second) + " " + coined(0);
    }

    std::string band() {
        if (random_.chance(0.4)) return "The " + random_.pick(names_.surnames) + " " + random_.pick(names_.band_nouns);
        return part(names_.first) + " " + random_.pick(names_.band_nouns);
    }

    Target const& target_;
    Names const& names_;
    Random random_;
    Tongue const& tongue_;
};

bool is_distinct(std::string const& name) {
    auto const words = text::split(name, ' ');
    return words.size() < 2 || text::lower(words.front()) != text::lower(words.back());
}

}  // namespace

Result<std::string> choose_name(Target const& target, FactGraph const& graph, Understood const& understood,
                                Names const& names, std::vector<RosterEntry> const& roster, Random const& random) {
    if (understood.name) {
        if (offends(*understood.name, names))
            return fail(ErrorCode::invalid_input, "prompt: the name '" + *understood.name + "' offends; ask for another");
        if (auto const known = artist::known_name_near(*understood.name))
            return fail(ErrorCode::invalid_input, "prompt: '" + *understood.name + "' is, or is nearly, the name of a known artist (" + *known + "); ask for another");
        if (taken(*understood.name, roster))
            return fail(ErrorCode::conflict, "prompt: the roster already has '" + *understood.name + "' or nearly; ask for another name");
        return *understood.name;
    }
    NameMaker maker(target, graph, names, random.stream("name"));
    auto pick = random.stream("name-style");
    for (;;) {
        auto style = pick.pick(target.genre->name_styles);
        if (understood.is_group && pick.chance(0.7)) style = "band";
        if (!understood.is_group && style == "band") style = "compound";
        auto name = maker.make(style);
        if (!offends(name, names) && !taken(name, roster) && is_distinct(name) && !artist::is_known_name(name)) return name;
    }
}

}  // namespace troupe::writing::impl
