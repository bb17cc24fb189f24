#include "writing/impl/bank_reader.hpp"

#include "base/text.hpp"

namespace troupe::writing::impl {
namespace {

using Lines = std::vector<std::vector<std::string>>;

struct HookRow {
    std::string title;
    Lines lines;
};
BOOST_DESCRIBE_STRUCT(HookRow, (), (title, lines))

struct PremiseRow {
    std::string pov = "I";
    std::map<std::string, double> axes;
    std::vector<std::string> tags;
    bool rap = false;
    std::vector<HookRow> hooks;
    Lines verse1, chorus, verse2, bridge;
};
BOOST_DESCRIBE_STRUCT(PremiseRow, (), (pov, axes, tags, rap, hooks, verse1, chorus, verse2, bridge))

Result<std::vector<Couplet>> couplets(Lines const& lines, std::string const& path) {
    std::vector<Couplet> out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].size() != 2)
            return fail(ErrorCode::invalid_input, path + "[" + std::to_string(i) + "]: expected two lines that rhyme");
        out.push_back({lines[i][0], lines[i][1]});
    }
    return out;
}

void remember_words(Premise& premise) {
    auto const remember = [&](std::vector<Couplet> const& couplets) {
        for (auto const& couplet : couplets)
            for (auto const* line : {&couplet.first, &couplet.second})
                for (auto& word : text::words(*line)) premise.words.insert(std::move(word));
    };
    for (auto const& hook : premise.hooks) remember(hook.couplets);
    for (auto const& [beat, couplets] : premise.beats) remember(couplets);
}

Result<Premise> premise(std::string const& id, PremiseRow const& row) {
    auto const path = "songs/" + id + ".json: ";
    Premise out{.id = id, .point_of_view = row.pov, .axes = from_tenths(row.axes), .tags = row.tags, .rap = row.rap};
    for (auto const& hook : row.hooks) {
        auto lines = TRY(couplets(hook.lines, path + "hooks"));
        out.hooks.push_back({hook.title, std::move(lines)});
    }
    out.beats["verse1"] = TRY(couplets(row.verse1, path + "verse1"));
    out.beats["chorus"] = TRY(couplets(row.chorus, path + "chorus"));
    out.beats["verse2"] = TRY(couplets(row.verse2, path + "verse2"));
    out.beats["bridge"] = TRY(couplets(row.bridge, path + "bridge"));
    remember_words(out);
    return out;
}

}  // namespace

Result<std::vector<Premise>> read_premises() {
    std::vector<Premise> premises;
    for (auto const& [id, value] : TRY(open_banks("songs")))
        premises.push_back(TRY(premise(id, TRY(json::from_value<PremiseRow>(value, json::Unknown::refuse, "songs/" + id + ".json")))));
    return premises;
}

}  // namespace troupe::writing::impl
