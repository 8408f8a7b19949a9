/* The C++ runner: ../README.md has the protocol. With --async it uses the asynchronous call. */
#include <chrono>
#include <cstdio>
#include <genauth.hpp>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

static std::string percent_decode(const std::string &text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); i++) {
        if (text[i] == '%') {
            decoded += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            decoded += text[i];
        }
    }
    return decoded;
}

/* One line of the driver. */
struct Order {
    explicit Order(const std::string &line) {
        std::vector<std::string> fields(1);
        for (const char c : line) {
            if (c == '\t') {
                fields.emplace_back();
            } else {
                fields.back() += c;
            }
        }
        const auto ms = [](const std::string &field) {
            return field == "-" ? std::nullopt : std::optional<milliseconds>(std::stoul(field));
        };
        name = fields.at(0);
        config = fields.at(1);
        flags = static_cast<genauth::Flags>(std::stoul(fields.at(2)));
        if (fields.at(3) != "-") access_token = percent_decode(fields[3]);
        timeout = ms(fields.at(4));
        cancel_after = ms(fields.at(5));
        calls = std::stoi(fields.at(6));
    }

    bool is_raw() const {
        return (static_cast<unsigned>(flags) & static_cast<unsigned>(genauth::Flags::raw_envelope)) != 0;
    }

    std::string name, config;
    genauth::Flags flags;
    std::optional<std::string> access_token;
    std::optional<milliseconds> timeout, cancel_after;
    int calls;
};

/* Joins at the end of its life, also when an exception ends it. */
class Canceller {
public:
    Canceller(const genauth::Call &call, std::optional<milliseconds> after) {
        if (!after) return;
        if (after->count() == 0) {
            call.cancel();
        } else {
            thread_ = std::thread([&call, pause = *after] {
                std::this_thread::sleep_for(pause);
                call.cancel();
            });
        }
    }
    ~Canceller() {
        if (thread_.joinable()) thread_.join();
    }
    Canceller(const Canceller &) = delete;
    Canceller &operator=(const Canceller &) = delete;

private:
    std::thread thread_;
};

static std::string get_profile(const genauth::Client &client, const Order &order, bool is_async) {
    genauth::Call call;
    if (order.access_token) call.access_token(*order.access_token);
    if (order.timeout) call.timeout(*order.timeout);
    const Canceller canceller(call, order.cancel_after);
    return is_async ? client.get_profile_async(order.flags, &call).get() : client.get_profile(order.flags, &call);
}

static std::string json_text(const std::string &text) {
    std::string json = "\"";
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < ' ') {
            char code[7];
            std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
            json += code;
        } else {
            if (c == '"' || c == '\\') json += '\\';
            json += c;
        }
    }
    return json + '"';
}

static std::string answer(const Order &order, bool is_async) {
    auto start = Clock::now();
    std::string outcome;
    try {
        const genauth::Client client(genauth::Config::from_json(order.config));
        for (int call = 1; call < order.calls; call++) {
            try {
                get_profile(client, order, is_async);
            } catch (const genauth::Error &) {
                // Only the last outcome counts.
            }
        }
        start = Clock::now();
        const std::string profile = get_profile(client, order, is_async);
        outcome = order.is_raw() ? "\"raw\":" + json_text(profile) : "\"profile\":" + profile;
    } catch (const genauth::Error &error) {
        outcome = "\"error\":" + error.to_json();
    }
    const auto elapsed = std::chrono::duration_cast<milliseconds>(Clock::now() - start);
    std::ostringstream line;
    line << "{\"name\":\"" << order.name << "\",\"elapsed_ms\":" << elapsed.count() << ',' << outcome << '}';
    return line.str();
}

int main(int argc, char **argv) {
    const bool is_async = argc > 1 && std::string_view(argv[1]) == "--async";
    for (std::string line; std::getline(std::cin, line);) {
        std::cout << answer(Order(line), is_async) << std::endl;
    }
}
