#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "on_redis.hpp"
#include "storage/testing/temp_database.hpp"

namespace troupe::storage::testing {

/// A Redis server of this test alone, which may be killed. It forgets everything when it is.
class OwnRedis {
public:
    OwnRedis() {
        settings.host = "127.0.0.1";
        settings.port = free_port();
        settings.rest = std::chrono::milliseconds(50);
        start();
    }
    ~OwnRedis() { kill(); }
    OwnRedis(OwnRedis const&) = delete;
    OwnRedis& operator=(OwnRedis const&) = delete;

    void start() {
        auto const program = required_environment("REDIS_SERVER");
        auto const port = std::to_string(settings.port);
        auto const folder = folder_.path().string();
        process_ = ::fork();
        if (process_ == 0) {
            int const nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
            ::dup2(nowhere, STDOUT_FILENO);
            ::execl(program.c_str(), program.c_str(), "--port", port.c_str(), "--bind", "127.0.0.1", "--dir", folder.c_str(), "--save", "",
                    "--appendonly", "no", nullptr);
            ::_exit(127);
        }
        for (int i = 0; i < 400; ++i) {
            if (Redis(settings).reach()) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(25));
        }
        throw std::runtime_error("redis-server does not answer after 10 s");
    }
    void kill() {
        if (process_ <= 0) return;
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }
    void restart() {
        kill();
        start();
    }

    RedisSettings settings;

private:
    static int free_port() {
        int const taken = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(taken, reinterpret_cast<sockaddr*>(&address), size);
        ::getsockname(taken, reinterpret_cast<sockaddr*>(&address), &size);
        ::close(taken);
        return ::ntohs(address.sin_port);
    }

    TempFolder folder_;
    pid_t process_ = 0;
};

}  // namespace troupe::storage::testing
