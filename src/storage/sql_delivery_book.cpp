#include "storage/sql_delivery_book.hpp"

#include <fmt/format.h>

#include "storage/impl/connections.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using distribution::DeliveryRecord;
using impl::change;
using impl::select;

Result<std::vector<DeliveryRecord>> read_deliveries(impl::Session& sql, std::string const& where,
                                                    impl::Parameters const& values) {
    std::vector<DeliveryRecord> records;
    for (auto const& row :
         select(sql, "SELECT document FROM deliveries WHERE " + where + " ORDER BY release_id, store", 1, values))
        records.push_back(TRY(impl::read_document<DeliveryRecord>(row.text(0), "a delivery")));
    return records;
}

Result<std::optional<DeliveryRecord>> read_delivery(impl::Session& sql, std::string const& release,
                                                    std::string const& store) {
    auto records = TRY(read_deliveries(sql, "release_id = :a AND store = :b", {release, store}));
    if (records.empty()) return std::optional<DeliveryRecord>{};
    return std::optional(std::move(records.front()));
}

/// Every batch with its owner: an id is nobody else's at that store.
Result<void> claim_batches(impl::Session& sql, DeliveryRecord const& record) {
    for (auto const& attempt : record.attempts) {
        auto const rows = select(sql, "SELECT release_id FROM delivery_batches WHERE store = :a AND batch = :b", 1,
                                 {record.store, attempt.batch_id});
        if (rows.empty())
            change(sql, "INSERT INTO delivery_batches (store, batch, release_id) VALUES (:a, :b, :c)",
                   {record.store, attempt.batch_id, record.release});
        else if (rows[0].text(0) != record.release)
            return fail(ErrorCode::conflict,
                        fmt::format("batch {} of {}: another release has it", attempt.batch_id, record.store));
    }
    return {};
}

}  // namespace

Result<std::optional<DeliveryRecord>> SqlDeliveryBook::find(std::string const& release, std::string const& store) {
    return database_.read([&](impl::Session& sql) { return read_delivery(sql, release, store); });
}

Result<std::vector<DeliveryRecord>> SqlDeliveryBook::of_release(std::string const& release) {
    return database_.read([&](impl::Session& sql) { return read_deliveries(sql, "release_id = :a", {release}); });
}

Result<std::vector<DeliveryRecord>> SqlDeliveryBook::of_store(std::string const& store) {
    return database_.read([&](impl::Session& sql) { return read_deliveries(sql, "store = :a", {store}); });
}

Result<DeliveryRecord> SqlDeliveryBook::put(DeliveryRecord given) {
    return database_.write([&](impl::Session& sql) -> Result<DeliveryRecord> {
        auto record = given;
        auto const old = TRY(read_delivery(sql, record.release, record.store));
        if ((old ? old->revision : 0) != record.revision)
            return fail(ErrorCode::conflict,
                        fmt::format("delivery of {} to {}: was changed meanwhile", record.release, record.store));
        TRY(claim_batches(sql, record));
        ++record.revision;
        auto const document = json::print(record);
        if (!old)
            change(sql, "INSERT INTO deliveries (release_id, store, state, document) VALUES (:a, :b, :c, :d)",
                   {record.release, record.store, json::enum_name(record.state), document});
        else
            change(sql, "UPDATE deliveries SET state = :a, document = :b WHERE release_id = :c AND store = :d",
                   {json::enum_name(record.state), document, record.release, record.store});
        return record;
    });
}

}  // namespace troupe::storage
