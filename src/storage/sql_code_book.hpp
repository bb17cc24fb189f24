#pragma once

#include "distribution/code_book.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlCodeBook : public distribution::CodeBook {
public:
    explicit SqlCodeBook(Database& database) : database_(database.connections()) {}

    Result<void> add_prefix(distribution::CodePrefix const& prefix) override;
    Result<std::vector<distribution::CodePrefix>> prefixes() override;
    Result<std::vector<distribution::CodeRow>> rows(TimePoint now) override;
    Result<distribution::IssuedCode> reserve(distribution::CodeWish const& wish) override;
    Result<distribution::IssuedCode> assign(distribution::CodeKind kind, std::string const& owner,
                                            TimePoint at) override;
    Result<distribution::IssuedCode> take_in(distribution::GivenCode const& given) override;
    Result<std::optional<distribution::IssuedCode>> find(distribution::CodeKind kind,
                                                         std::string const& owner) override;
    Result<std::optional<distribution::IssuedCode>> find_value(distribution::CodeKind kind,
                                                               std::string const& value) override;
    Result<std::vector<distribution::IssuedCode>> of_release(std::string const& release) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
