#include "social/impl/graphemes.hpp"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>

#include "base/text.hpp"

namespace troupe::social::impl {
namespace {

struct CloseText {
    void operator()(UText* text) const { utext_close(text); }
};

/// The root locale: the same text is cut alike on every machine.
std::unique_ptr<icu::BreakIterator> iterator_for(UBreakIteratorType kind) {
    auto status = U_ZERO_ERROR;
    auto const root = icu::Locale::getRoot();
    std::unique_ptr<icu::BreakIterator> made(kind == UBRK_CHARACTER ? icu::BreakIterator::createCharacterInstance(root, status)
                                             : kind == UBRK_WORD    ? icu::BreakIterator::createWordInstance(root, status)
                                                                    : icu::BreakIterator::createSentenceInstance(root, status));
    return U_SUCCESS(status) ? std::move(made) : nullptr;
}

std::vector<std::size_t> every_byte(std::string_view text) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i <= text.size(); ++i) starts.push_back(i);
    return starts;
}

std::vector<std::size_t> breaks(std::string_view text, UBreakIteratorType kind) {
    auto status = U_ZERO_ERROR;
    std::unique_ptr<UText, CloseText> const opened(utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status));
    auto const iterator = iterator_for(kind);
    if (!iterator || U_FAILURE(status)) return every_byte(text);
    iterator->setText(opened.get(), status);
    std::vector<std::size_t> starts;
    for (auto at = iterator->first(); at != icu::BreakIterator::DONE; at = iterator->next()) starts.push_back(static_cast<std::size_t>(at));
    return starts;
}

}  // namespace

std::vector<std::size_t> grapheme_starts(std::string_view text) { return breaks(text, UBRK_CHARACTER); }
std::vector<std::size_t> word_starts(std::string_view text) { return breaks(text, UBRK_WORD); }
std::vector<std::size_t> sentence_starts(std::string_view text) { return breaks(text, UBRK_SENTENCE); }

std::size_t utf16_units(std::string_view text) {
    std::size_t units = 0;
    for (auto const point : text::decode(text)) units += point > 0xFFFF ? 2 : 1;
    return units;
}

}  // namespace troupe::social::impl
