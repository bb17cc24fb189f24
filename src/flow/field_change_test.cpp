#include "flow/field_change.hpp"

#include <gtest/gtest.h>

namespace troupe::flow {
namespace {

struct Mood {
    std::string name;
    double weight = 0;
    std::optional<int> year;
};
BOOST_DESCRIBE_STRUCT(Mood, (), (name, weight, year))

struct Sheet {
    std::string title;
    std::vector<Mood> moods;
    std::vector<std::string> motifs;
    std::map<std::string, std::string> assigned;
    std::map<std::string, Mood> traits;
    bool is_loud = false;
};
BOOST_DESCRIBE_STRUCT(Sheet, (), (title, moods, motifs, assigned, traits, is_loud))

Sheet sheet() { return {"Low Water", {{"dark", 0.75, 1999}, {"calm", 0.25, {}}}, {"rain", "salt", "glass"}, {{"lyrics", "a"}}, {{"space", {"s", 1, {}}}}, false}; }

/// The sheet after one change, or the error.
std::string after(std::string const& text) {
    auto const change = parse_field_change(text);
    if (!change) return change.error().message;
    auto const changed = with_changes(sheet(), {*change});
    return changed ? json::print(*changed) : changed.error().message;
}

std::string with(void (*edit)(Sheet&)) {
    auto wanted = sheet();
    edit(wanted);
    return json::print(wanted);
}

TEST(FieldChange, SetsTextsNumbersAndWholeLists) {
    EXPECT_EQ(after("title=92 miles = far"), with([](Sheet& s) { s.title = "92 miles = far"; }));
    EXPECT_EQ(after("title=\"quoted\""), with([](Sheet& s) { s.title = "quoted"; }));
    EXPECT_EQ(after("title="), with([](Sheet& s) { s.title = ""; }));
    EXPECT_EQ(after("moods[0].weight=0.5"), with([](Sheet& s) { s.moods[0].weight = 0.5; }));
    EXPECT_EQ(after("is_loud=true"), with([](Sheet& s) { s.is_loud = true; }));
    EXPECT_EQ(after("motifs=[\"one\"]"), with([](Sheet& s) { s.motifs = {"one"}; }));
    EXPECT_EQ(after("moods[1]={\"name\":\"new\"}"), with([](Sheet& s) { s.moods[1] = {"new", 0, {}}; }));
}

TEST(FieldChange, AddsAndRemovesEntriesOfLists) {
    EXPECT_EQ(after("moods[+]={\"name\":\"dusk\",\"weight\":0.2}"), with([](Sheet& s) { s.moods.push_back({"dusk", 0.2, {}}); }));
    EXPECT_EQ(after("moods[+].name=dusk"), with([](Sheet& s) { s.moods.push_back({"dusk", 0, {}}); }));
    EXPECT_EQ(after("motifs[+]=tide"), with([](Sheet& s) { s.motifs.push_back("tide"); }));
    EXPECT_EQ(after("motifs[-1]="), with([](Sheet& s) { s.motifs.pop_back(); }));
    EXPECT_EQ(after("motifs[0]="), with([](Sheet& s) { s.motifs.erase(s.motifs.begin()); }));
    EXPECT_EQ(after("motifs[-2]=dust"), with([](Sheet& s) { s.motifs[1] = "dust"; }));
}

TEST(FieldChange, AddsAndRemovesEntriesOfMapsAndWhatMayBeAbsent) {
    EXPECT_EQ(after("assigned.titles=b"), with([](Sheet& s) { s.assigned["titles"] = "b"; }));
    EXPECT_EQ(after("assigned.lyrics="), with([](Sheet& s) { s.assigned.clear(); }));
    EXPECT_EQ(after("traits.grit.weight=0.3"), with([](Sheet& s) { s.traits["grit"].weight = 0.3; }));
    EXPECT_EQ(after("moods[1].year=2019"), with([](Sheet& s) { s.moods[1].year = 2019; }));
    EXPECT_EQ(after("moods[0].year="), with([](Sheet& s) { s.moods[0].year.reset(); }));
}

TEST(FieldChange, UnknownNamesAreRefusedWithTheOneThatWasMeant) {
    EXPECT_EQ(after("titel=x"), "titel: there is no such field; did you mean title?");
    EXPECT_EQ(after("moods[0].wieght=1"), "moods[0].wieght: there is no such field; did you mean moods[0].weight?");
    EXPECT_EQ(after("moods[0].wei=1"), "moods[0].wei: there is no such field; did you mean moods[0].weight?");
    EXPECT_EQ(after("moods[0].qqqq=1"), "moods[0].qqqq: there is no such field; moods[0] has name, weight and year");
    EXPECT_EQ(after("title.x=1"), "title.x: there is no such field: title has none within it");
    EXPECT_EQ(after("assigned.lyrisc="), "assigned.lyrisc: there is no such field; did you mean assigned.lyrics?");
    EXPECT_EQ(after("moods[+]={\"nmae\":\"x\"}"), "moods[+].nmae: unknown field, remove it or check its spelling");
}

TEST(FieldChange, SaysWhatIsWrongWithAPathOrAValue) {
    EXPECT_NE(after("moods.name=x").find("moods is a list: write moods[0]"), std::string::npos);
    EXPECT_NE(after("motifs[3]=x").find("there are [0] to [2]; [+] adds one"), std::string::npos);
    EXPECT_NE(after("motifs[-4]=").find("no such entry"), std::string::npos);
    EXPECT_NE(after("traits[0]=x").find("is no list"), std::string::npos);
    EXPECT_EQ(after("moods[0].weight=much"), "moods[0].weight: expected a number");
    for (auto const* bad : {"moods[=1", "moods[]=1", "moods[1x]=1", "moods]0[=1", ".title=1", "moods..name=1", "[0]=1", "moods[0]x=1"})
        EXPECT_NE(after(bad).find("is no path"), std::string::npos) << bad << ": " << after(bad);
    EXPECT_NE(after("title").find("FIELD=VALUE"), std::string::npos);
}

}  // namespace
}  // namespace troupe::flow
