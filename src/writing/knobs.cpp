#include "writing/knobs.hpp"

#include "writing/impl/banks.hpp"
#include "writing_embedded/embedded.hpp"

namespace troupe::writing {
namespace {

/// "scene" of data/writing/prompts/lyrics.scene.txt.
std::vector<std::string> prompt_variants(std::string const& task) {
    auto const head = "writing/prompts/" + task + ".";
    std::vector<std::string> variants;
    for (auto const& file : impl::embedded_files()) {
        std::string_view name = file.name;
        if (!name.starts_with(head) || !name.ends_with(".txt")) continue;
        name.remove_prefix(head.size());
        if (name.size() > 4) variants.emplace_back(name.substr(0, name.size() - 4));
    }
    return variants;
}

}  // namespace

Result<std::vector<Knob>> knobs(std::vector<std::string> const& models) {
    std::vector<Knob> all;
    for (std::string const task : {"lyrics", "captions"}) {
        all.push_back({"prompt." + task, task, "With which words a language model is asked for " + task, prompt_variants(task), true});
        all.push_back({"model." + task, task, "Which language model is asked first for " + task, models, true});
    }
    Knob frames{"captions.frames", "captions", "To which captions the embedded writer leans", {}, false};
    for (auto const& taste : TRY(impl::read_caption_tastes())) frames.values.push_back(taste.name);
    all.push_back(std::move(frames));
    return all;
}

bool turn(Ways& ways, std::string const& knob, std::string const& value) {
    if (knob.starts_with("prompt.")) return ways.prompt = value, true;
    if (knob.starts_with("model.")) return ways.model = value, true;
    if (knob == "captions.frames") return ways.captions = value, true;
    return false;
}

}  // namespace troupe::writing
