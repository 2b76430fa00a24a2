#include "protocol/key_hasher.h"

#include <sodium/crypto_shorthash_siphash24.h>

#include <cstring>
#include <initializer_list>

#include "core/base/check.h"
#include "protocol/frame.h"

namespace tidegate {
namespace {

// What is hashed; the first byte of every input, so that no customer is ever taken for a client.
enum class Domain : std::uint8_t { kScope = 1, kExternalKey = 2, kClient = 3, kCustomer = 4, kOrder = 5 };

// The input: domain, then each part with its length before it.
class Input {
 public:
  explicit Input(Domain domain) { bytes_[0] = static_cast<unsigned char>(domain); }
  void Add(std::string_view part) {
    CHECK_LE(part.size(), kNameBytesMax);
    bytes_[size_++] = static_cast<unsigned char>(part.size());
    if (!part.empty()) std::memcpy(bytes_ + size_, part.data(), part.size());
    size_ += part.size();
  }
  const unsigned char* data() const { return bytes_; }
  std::size_t size() const { return size_; }

 private:
  unsigned char bytes_[1 + 3 * (1 + kNameBytesMax)];
  std::size_t size_ = 1;
};

std::array<std::uint8_t, 16> Hash128(const Input& input, const HashKey& key) {
  std::array<std::uint8_t, 16> out;
  static_assert(crypto_shorthash_siphashx24_BYTES == 16 && crypto_shorthash_siphashx24_KEYBYTES == 16);
  crypto_shorthash_siphashx24(out.data(), input.data(), input.size(), key.data());
  return out;
}

// 0 means "none" in core, so it is no hash.
std::uint64_t Hash64OrOne(const Input& input, const HashKey& key) {
  std::uint64_t out;
  static_assert(crypto_shorthash_siphash24_BYTES == 8);
  crypto_shorthash_siphash24(reinterpret_cast<unsigned char*>(&out), input.data(), input.size(), key.data());
  return out == 0 ? 1 : out;
}

}  // namespace

KeyScope KeyHasher::Scope(std::string_view workspace, std::string_view front_end) const {
  Input input(Domain::kScope);
  input.Add(workspace);
  input.Add(front_end);
  return {Hash128(input, key_)};
}

KeyHash KeyHasher::ExternalKey(const KeyScope& scope, std::string_view external_key) const {
  Input input(Domain::kExternalKey);
  input.Add({reinterpret_cast<const char*>(scope.bytes.data()), scope.bytes.size()});
  input.Add(external_key);
  const std::array<std::uint8_t, 16> bytes = Hash128(input, key_);
  KeyHash hash;
  std::memcpy(&hash.high, bytes.data(), 8);
  std::memcpy(&hash.low, bytes.data() + 8, 8);
  if (hash == KeyHash{}) hash.low = 1;
  return hash;
}

ClientId KeyHasher::Client(std::string_view workspace, Role role, std::string_view name) const {
  Input input(Domain::kClient);
  input.Add(workspace);
  const char role_byte = static_cast<char>(role);
  input.Add({&role_byte, 1});
  input.Add(name);
  return ClientId(Hash64OrOne(input, key_));
}

CustomerId KeyHasher::Customer(std::string_view workspace, std::string_view customer) const {
  Input input(Domain::kCustomer);
  input.Add(workspace);
  input.Add(customer);
  return CustomerId(Hash64OrOne(input, key_));
}

std::uint64_t KeyHasher::Order(std::string_view workspace, std::string_view order) const {
  Input input(Domain::kOrder);
  input.Add(workspace);
  input.Add(order);
  return Hash64OrOne(input, key_);
}

}  // namespace tidegate
