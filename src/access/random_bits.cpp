#include "access/random_bits.hpp"

#include <openssl/rand.h>

#include <stdexcept>

namespace troupe::access {

std::string random_bits() {
    std::string bytes(32, '\0');
    if (::RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) != 1)
        throw std::runtime_error("the system gives no random bits");
    return bytes;
}

}  // namespace troupe::access
