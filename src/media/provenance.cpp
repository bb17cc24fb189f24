#include "media/provenance.hpp"

#include <array>
#include <utility>

#include "base/text.hpp"

namespace troupe::media {

std::string disclosure(AiShares const& ai) {
    std::array<std::pair<char const*, std::optional<AiShare>>, 7> const aspects{{{"vocals", ai.vocals},
                                                                                  {"lyrics", ai.lyrics},
                                                                                  {"composition", ai.composition},
                                                                                  {"instrumentation", ai.instrumentation},
                                                                                  {"mix", ai.mix},
                                                                                  {"artwork", ai.artwork},
                                                                                  {"video", ai.video}}};
    std::vector<std::string> whole;
    std::vector<std::string> partly;
    for (auto const& [name, share] : aspects) {
        if (share == AiShare::all) whole.emplace_back(name);
        if (share == AiShare::partly) partly.emplace_back(name);
    }
    std::string sentence;
    if (!whole.empty()) sentence = text::capitalised(text::enumerate(whole)) + " made with AI.";
    if (!partly.empty())
        sentence += (sentence.empty() ? "" : " ") + text::capitalised(text::enumerate(partly)) + " made partly with AI.";
    return sentence;
}

std::string digital_source_type(Provenance const& provenance) {
    switch (provenance.kind) {
        case MakerKind::generative: return "trainedAlgorithmicMedia";
        case MakerKind::procedural: return "algorithmicMedia";
        case MakerKind::human: return "digitalCreation";
    }
    return "algorithmicMedia";
}

}  // namespace troupe::media
