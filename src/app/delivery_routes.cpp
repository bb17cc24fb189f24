#include "app/delivery_routes.hpp"

#include <fmt/format.h>

#include "distribution/delivery/builtin/folder_delivery.hpp"
#include "providers/s3/s3_delivery.hpp"
#include "providers/sftp/sftp_delivery.hpp"

namespace troupe::app {

Result<std::unique_ptr<distribution::Delivery>> Routes::open(distribution::Store const& store) {
    using Way = std::unique_ptr<distribution::Delivery>;
    auto const& address = store.delivery.address;
    if (address.starts_with("sftp://"))
        return Way(std::make_unique<providers::sftp::SftpDelivery>(
            TRY(providers::sftp::read_settings(address, store.id, configuration_))));
    if (address.starts_with("s3://"))
        return Way(std::make_unique<providers::s3::S3Delivery>(
            TRY(providers::s3::read_settings(address, store.id, configuration_)),
            providers::s3::S3Delivery::Parts{http_, clock_}));
    constexpr std::string_view folder = "folder:";
    if (address.starts_with(std::string(folder) + "/"))
        return Way(std::make_unique<distribution::builtin::FolderDelivery>(address.substr(folder.size())));
    return fail(ErrorCode::invalid_input,
                fmt::format("stores.{}.delivery.address: expected folder:/path, sftp://user@host/folder or "
                            "s3://bucket/prefix; set it in the file of TROUPE_STORES_DB_PATH",
                            store.id));
}

}  // namespace troupe::app
