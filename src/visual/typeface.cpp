#include "visual/typeface.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace troupe::visual {
namespace {

namespace fs = std::filesystem;

constexpr auto upper = LetterCase::upper;
constexpr auto as_written = LetterCase::as_written;

Typeface face(char const* name, char const* file, char const* package, LetterCase letter_case = as_written, float tracking_em = 0) {
    return {.name = name, .file = fs::path("/usr/share/fonts") / file, .package = package, .letter_case = letter_case, .tracking_em = tracking_em};
}

std::vector<Typeface> make_faces() {
    return {
        face("bebas", "opentype/bebas-neue/BebasNeue-Bold.otf", "fonts-bebas-neue", upper, 0.01F),
        face("spartan", "opentype/league-spartan/LeagueSpartan-Bold.otf", "fonts-league-spartan", as_written, -0.02F),
        face("spartan-black", "opentype/league-spartan/LeagueSpartan-Black.otf", "fonts-league-spartan", as_written, -0.025F),
        face("mirage", "opentype/solid-mirage/SolideMirageEtroit.otf", "fonts-solide-mirage", upper, 0.03F),
        face("ferrite", "opentype/ferrite-core/FerriteCoreDX-Medium.otf", "fonts-ferrite-core", upper, 0.02F),
        face("ferrite-black", "opentype/ferrite-core/FerriteCoreDX-Black.otf", "fonts-ferrite-core", upper, 0.01F),
        face("sora", "opentype/sora/Sora-ExtraBold.otf", "fonts-sora", as_written, -0.03F),
        face("sora-light", "opentype/sora/Sora-Light.otf", "fonts-sora", as_written, -0.02F),
        face("manrope", "truetype/manrope/Manrope-ExtraBold.ttf", "fonts-manrope", as_written, -0.03F),
        face("kaffeesatz", "opentype/yanone-kaffeesatz/YanoneKaffeesatz-Bold.otf", "fonts-yanone-kaffeesatz", upper, 0.01F),
        face("millimetre", "opentype/millimetre/millimetreA Bold 01.otf", "fonts-millimetre", upper, 0.02F),
        face("kaushan", "opentype/kaushanscript/KaushanScript-Regular.otf", "fonts-kaushanscript"),
        face("leckerli", "truetype/leckerli-one/LeckerliOne-Regular.ttf", "fonts-leckerli-one"),
        face("quicksand", "truetype/quicksand/Quicksand-Bold.ttf", "fonts-quicksand", as_written, -0.02F),
        face("comfortaa", "truetype/comfortaa/Comfortaa-Bold.ttf", "fonts-comfortaa", as_written, -0.03F),
        face("dosis", "opentype/dosis/Dosis-SemiBold.otf", "fonts-dosis", upper, 0.06F),
        face("garamond", "opentype/ebgaramond/EBGaramond12-Regular.otf", "fonts-ebgaramond", as_written, -0.01F),
        face("garamond-italic", "opentype/ebgaramond/EBGaramond12-Italic.otf", "fonts-ebgaramond", as_written, -0.01F),
        face("vollkorn-italic", "truetype/vollkorn/Vollkorn-Italic.ttf", "fonts-vollkorn", as_written, -0.01F),
        face("vollkorn-black", "truetype/vollkorn/Vollkorn-Black.ttf", "fonts-vollkorn", as_written, -0.015F),
        face("courier", "opentype/courier-prime/Courier Prime Bold.otf", "fonts-courier-prime", as_written, -0.03F),
        face("league-mono-wide", "opentype/league-mono/LeagueMono-WideExtraBold.otf", "fonts-league-mono", upper, -0.05F),
        face("inter", "opentype/inter/Inter-Medium.otf", "fonts-inter"),
        face("karla", "truetype/karla/Karla-Medium.otf", "fonts-karla"),
        face("lato", "truetype/lato/Lato-Regular.ttf", "fonts-lato"),
        face("cabin", "opentype/cabin/Cabin-Medium.otf", "fonts-cabin"),
        face("quicksand-text", "truetype/quicksand/Quicksand-Medium.ttf", "fonts-quicksand"),
        face("league-mono", "opentype/league-mono/LeagueMono-Regular.otf", "fonts-league-mono"),
        face("courier-text", "opentype/courier-prime/Courier Prime.otf", "fonts-courier-prime"),
        face("dejavu-bold", "truetype/dejavu/DejaVuSans-Bold.ttf", "fonts-dejavu-core", as_written, -0.02F),
        face("dejavu", "truetype/dejavu/DejaVuSans.ttf", "fonts-dejavu-core"),
    };
}

struct Names {
    char const* display;
    char const* text;
    char const* mark = display;
};

struct Character {
    std::string name;
    std::vector<Names> pairs;
};

std::vector<Character> const& characters() {
    static std::vector<Character> const all{
        {"neutral", {{"spartan", "inter"}, {"manrope", "inter"}, {"sora", "karla"}, {"sora-light", "inter"}}},
        {"brutal", {{"bebas", "inter"}, {"league-mono-wide", "league-mono", "ferrite-black"}, {"kaffeesatz", "karla"}, {"spartan-black", "inter"}}},
        {"elegant", {{"mirage", "karla"}, {"garamond-italic", "garamond"}, {"vollkorn-italic", "lato"}, {"garamond", "lato"}}},
        {"soft", {{"quicksand", "quicksand-text"}, {"comfortaa", "karla"}, {"dosis", "karla"}, {"garamond-italic", "quicksand-text"}}},
        {"technical", {{"ferrite", "league-mono"}, {"millimetre", "league-mono"}, {"sora-light", "league-mono"}, {"dosis", "league-mono"}}},
        {"handmade", {{"kaushan", "cabin"}, {"leckerli", "cabin"}, {"courier", "courier-text"}, {"vollkorn-black", "cabin"}}},
    };
    return all;
}

Typeface const& named(std::string_view name) {
    return *std::find_if(all_faces().begin(), all_faces().end(), [&](Typeface const& item) { return item.name == name; });
}

bool installed(Typeface const& item) {
    std::error_code error;
    return fs::is_regular_file(item.file, error);
}

/// Whether both are there; what is missing joins the notes.
bool usable(FacePair const& pair, std::vector<std::string>& notes) {
    bool whole = true;
    for (auto const& item : {pair.display, pair.text, pair.mark}) {
        if (installed(item)) continue;
        whole = false;
        auto note = fmt::format("face {} is not installed (package {}), another of the same character is used", item.name, item.package);
        if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(std::move(note));
    }
    return whole;
}

}  // namespace

std::vector<Typeface> const& all_faces() {
    static auto const faces = make_faces();
    return faces;
}

std::vector<std::string> const& character_names() {
    static auto const names = [] {
        std::vector<std::string> list;
        for (auto const& character : characters()) list.push_back(character.name);
        return list;
    }();
    return names;
}

Result<std::vector<FacePair>> face_pairs(std::string_view character, std::vector<std::string>& notes) {
    auto const found = std::find_if(characters().begin(), characters().end(), [&](Character const& item) { return item.name == character; });
    if (found == characters().end())
        return fail(ErrorCode::invalid_input, fmt::format("look.character: '{}' is none of {}", character, fmt::join(character_names(), ", ")));
    std::vector<FacePair> pairs;
    for (auto const& [display, small, mark] : found->pairs)
        if (FacePair pair{named(display), named(small), named(mark)}; usable(pair, notes)) pairs.push_back(std::move(pair));
    if (!pairs.empty()) return pairs;
    FacePair plain{named("dejavu-bold"), named("dejavu"), named("dejavu-bold")};
    if (!installed(plain.display) || !installed(plain.text))
        return fail(ErrorCode::unavailable, fmt::format("no font for '{}' is installed: install {} or at least fonts-dejavu-core",
                                                        character, named(found->pairs.front().display).package));
    notes.push_back(fmt::format("no face of character {} is installed: DejaVu is used", character));
    pairs.push_back(std::move(plain));
    return pairs;
}

}  // namespace troupe::visual
