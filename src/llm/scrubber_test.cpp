#include "llm/scrubber.hpp"

#include <gtest/gtest.h>

namespace troupe::llm {
namespace {

TEST(Scrubber, TakesOutSecretsAndPersonalData) {
    Scrubber const scrubber({"hunter2hunter2", "short"});
    for (auto const& [text, clean] : {
             std::pair{"the key is hunter2hunter2.", "the key is [key]."},
             std::pair{"sk-proj-abcDEF0123456789xyz", "[key]"},
             std::pair{"Authorization: Bearer abc.def-ghi_jkl0123", "Authorization: [key]"},
             std::pair{"write to jane.doe+x@mail.example.org!", "write to [e-mail]!"},
             std::pair{"call +49 (30) 1234-5678 now", "call [telephone] now"},
             std::pair{"card 4111 1111 1111 1111, thanks", "card [card], thanks"},
             std::pair{"AKIAIOSFODNN7EXAMPLE", "[key]"},
             std::pair{"token eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJSMeK ok", "token [key] ok"},
             std::pair{"-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- end", "[private key] end"},
         })
        EXPECT_EQ(scrubber.scrub(text), clean);
}

TEST(Scrubber, LeavesOrdinaryWordsAlone) {
    Scrubber const scrubber({"short"});
    for (auto const* text : {"a short line at 124.5 bpm in 2026, 4/4, f minor", "2026-11-22T08:30:00.000Z", "the disk-shaped sky @ noon",
                             "1987-1994 and 12 000 people", "{\"seed\": 4111111111111112}", "sk-8 skate", "#a1b2c3 #ffffff"})
        EXPECT_EQ(scrubber.scrub(text), text);
}

}  // namespace
}  // namespace troupe::llm
