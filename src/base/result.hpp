#pragma once

#include <boost/describe.hpp>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace troupe {

/// Why an operation failed. Every caller-visible reaction (HTTP status, CLI exit code, retry) is chosen from this value
/// alone; nothing ever parses a message.
BOOST_DEFINE_ENUM_CLASS(ErrorCode, invalid_input, not_found, conflict, rate_limited, unavailable, bad_response,
                        cancelled, internal, forbidden, stale)

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;  ///< For a person: names the field, file or provider and what to do. Never contains a secret.
    std::string field{};  ///< Path of the input that is wrong ("style.genres[1]"); empty where it is none, or several.
};

template <class T>
using Result = tl::expected<T, Error>;

/// `return fail(ErrorCode::not_found, "artist 018f... does not exist");`
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
    return tl::unexpected<Error>(Error{code, std::move(message)});
}

/// An input that is wrong: `wrong_field("days", "expected 1 to 3650")` says "days: expected 1 to 3650".
[[nodiscard]] inline tl::unexpected<Error> wrong_field(std::string field, std::string const& what) {
    auto message = field + ": " + what;
    return tl::unexpected<Error>(Error{ErrorCode::invalid_input, std::move(message), std::move(field)});
}

/// The same error with `where` in front of its message: `within("style.genres", error)`.
[[nodiscard]] inline tl::unexpected<Error> within(std::string const& where, Error error) {
    error.message = where + ": " + error.message;
    return tl::unexpected<Error>(std::move(error));
}

namespace impl {
template <class T, class E>
T unwrap(tl::expected<T, E>&& result) {
    return *std::move(result);
}
template <class E>
void unwrap(tl::expected<void, E>&&) {}
template <class T, class E>
T unwrap(tl::expected<T, E>& result) {
    return std::move(*result);
}
template <class E>
void unwrap(tl::expected<void, E>&) {}
}  // namespace impl

}  // namespace troupe

// clang-format off
/// The value of a Result, or return its error from the enclosing function; an error that knows more than an Error (what a
/// server answered) is cut down to one. The one macro we allow ourselves: a statement expression, hence GCC and Clang
/// only. TRYs nest, so -Wshadow is hushed. Within braces only in the first place: what stands before it would never be
/// destroyed (tests/layering/early_return_test.py).
#define TRY(...)                                                                        \
    __extension__({                                                                     \
        _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wshadow\"")   \
        auto&& try_result_ = (__VA_ARGS__);                                             \
        _Pragma("GCC diagnostic pop")                                                   \
        if (!try_result_) [[unlikely]]                                                  \
            return ::tl::unexpected<::troupe::Error>(std::move(try_result_).error());   \
        ::troupe::impl::unwrap(std::move(try_result_));                                 \
    })
// clang-format on
