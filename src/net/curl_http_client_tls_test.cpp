#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/ec.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <thread>

#include "net/curl_http_client.hpp"

namespace troupe::net {
namespace {

template <auto Free>
struct FreedBy {
    void operator()(auto* handle) const { Free(handle); }
};
using Key = std::unique_ptr<EVP_PKEY, FreedBy<::EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreedBy<::X509_free>>;
using Context = std::unique_ptr<SSL_CTX, FreedBy<::SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, FreedBy<::SSL_free>>;

/// A certificate for 127.0.0.1 that nobody but itself vouches for.
Certificate self_signed(EVP_PKEY* key) {
    Certificate certificate{::X509_new()};
    ::X509_set_version(certificate.get(), 2);
    ::ASN1_INTEGER_set(::X509_get_serialNumber(certificate.get()), 1);
    ::X509_gmtime_adj(::X509_getm_notBefore(certificate.get()), -3600);
    ::X509_gmtime_adj(::X509_getm_notAfter(certificate.get()), 3600);
    ::X509_set_pubkey(certificate.get(), key);
    auto* const name = ::X509_get_subject_name(certificate.get());
    ::X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<unsigned char const*>("127.0.0.1"), -1, -1,
                                 0);
    ::X509_set_issuer_name(certificate.get(), name);
    ::X509_sign(certificate.get(), key, ::EVP_sha256());
    return certificate;
}

/// Takes one connection and says whether anything but a handshake came through.
class ImpostorServer {
public:
    ImpostorServer() {
        ::setenv("no_proxy", "127.0.0.1", 1);
        sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
        socklen_t size = sizeof address;
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        ::listen(listener_, 1);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~ImpostorServer() {
        heard();
        ::close(listener_);
    }
    [[nodiscard]] std::string url() const { return "https://127.0.0.1:" + std::to_string(port_) + "/"; }
    /// After the client has gone.
    bool heard() {
        if (thread_.joinable()) thread_.join();
        return heard_;
    }

private:
    void serve() {
        Key const key{::EVP_EC_gen("P-256")};
        Context const context{::SSL_CTX_new(::TLS_server_method())};
        ::SSL_CTX_use_certificate(context.get(), self_signed(key.get()).get());
        ::SSL_CTX_use_PrivateKey(context.get(), key.get());
        auto const socket = ::accept(listener_, nullptr, nullptr);
        Session const session{::SSL_new(context.get())};
        ::SSL_set_fd(session.get(), socket);
        char byte = 0;
        heard_ = ::SSL_accept(session.get()) == 1 && ::SSL_read(session.get(), &byte, 1) == 1;
        ::close(socket);
    }

    int listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int port_ = 0;
    bool heard_ = false;
    std::thread thread_;
};

TEST(CurlHttpClient, TellsNothingToAServerThatCannotProveItsName) {
    ImpostorServer impostor;
    HttpRequest const request{
        .method = "POST", .url = impostor.url(), .headers = {{"Authorization", "Bearer sk-secret"}}, .body = "{}"};
    auto const result = CurlHttpClient().send(request, {});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::unavailable);
    EXPECT_FALSE(result.error().may_have_arrived);
    EXPECT_NE(result.error().message.find("certificate"), std::string::npos) << result.error().message;
    EXPECT_FALSE(impostor.heard());
}

}  // namespace
}  // namespace troupe::net
