#include "writing/impl/bank_reader.hpp"
#include "writing/impl/banks.hpp"

namespace troupe::writing::impl {
namespace {

struct TasteFields {
    std::string name, about;
    std::vector<std::string> slots;
    int words_high = 0;
    double weight = 1;
};
BOOST_DESCRIBE_STRUCT(TasteFields, (), (name, about, slots, words_high, weight))

}  // namespace

Result<std::vector<CaptionTaste>> read_caption_tastes() {
    auto fields = TRY(json::from_value<std::vector<TasteFields>>(TRY(open_bank("caption_tastes")), json::Unknown::refuse,
                                                                 "caption_tastes.json"));
    std::vector<CaptionTaste> tastes;
    for (auto& f : fields) tastes.push_back({f.name, f.about, f.slots, f.words_high, f.weight});
    return tastes;
}

}  // namespace troupe::writing::impl
