#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "distribution/ern.hpp"

/// The message that ends a batch (ERN choreography over SFTP, 1.6): what is in it, and the hash of each message.
namespace troupe::distribution {

/// A batch as we send it: one message about one release.
struct Manifest {
    std::string batch;  ///< the name of its folder: "20261122083000000"
    MessageParty sender, recipient;
    TimePoint created{};
    bool is_test = false;
    std::string message_id;
    std::string url;                        ///< of the message, relative to the batch: "<release>/<release>.xml"
    std::string release_id;                 ///< the folder's name
    std::string id_kind = "ProprietaryId";  ///< GRid, ICPN or ProprietaryId
    std::string delivery_type = "NewReleaseDelivery";  ///< or ReDelivery, TakeDown
    std::string product_type = "AudioProduct";         ///< or VideoProduct
    std::string hash;                                  ///< hexadecimal, of the message
    std::string hash_type = "MD5";                     ///< or SHA-256
};
BOOST_DESCRIBE_STRUCT(Manifest, (),
                      (batch, sender, recipient, created, is_test, message_id, url, release_id, id_kind, delivery_type,
                       product_type, hash, hash_type))

/// "BatchComplete_20261122083000000.xml"
[[nodiscard]] std::string manifest_name(std::string const& batch_id);

[[nodiscard]] std::string write_manifest(Manifest const& manifest);

/// Reads what `write_manifest` writes, and nothing else: an element or a text that does not belong there is named.
/// No document type, no entities, at most 1 MB. Error: invalid_input with the element.
[[nodiscard]] Result<Manifest> read_manifest(std::string_view xml);

}  // namespace troupe::distribution
