#include "bench/load/submit_stamp.h"

#include <cstring>

#include "core/base/check.h"
#include "protocol/client/client_codec.h"
#include "protocol/frame.h"

namespace tidegate::load {
namespace {

constexpr std::size_t kDigits = 12;                     // 2^48 tickets a run
constexpr std::uint64_t kPlaceholder = 0xFEDCBA987654;  // a number whose digits stand nowhere else in a frame
constexpr std::size_t kCorrelationOffset = 8;           // in the frame header

void StoreDigits(std::uint64_t number, char* out) {
  static constexpr char kHex[] = "0123456789abcdef";
  for (std::size_t i = kDigits; i-- > 0; number >>= 4) out[i] = kHex[number & 15];
}

std::string Digits(std::uint64_t number) {
  std::string digits(kDigits, '0');
  StoreDigits(number, digits.data());
  return digits;
}

std::size_t PlaceOf(const std::string& frame, const std::string& text) {
  const std::size_t place = frame.find(text);
  CHECK(place != std::string::npos);
  CHECK(frame.find(text, place + 1) == std::string::npos);
  return place + text.size() - kDigits;
}

}  // namespace

std::string KeyOf(std::string_view run, std::uint64_t number) { return std::string(run) + "-" + Digits(number); }

std::string CustomerOf(std::string_view run, std::uint64_t number) {
  return "c" + std::string(run) + "-" + Digits(number / kTicketsPerCustomer);
}

bool NumberOf(std::string_view key, std::uint64_t& number) {
  if (key.size() < kDigits) return false;
  number = 0;
  for (const char c : key.substr(key.size() - kDigits)) {
    if (c >= '0' && c <= '9') {
      number = number * 16 + static_cast<std::uint64_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      number = number * 16 + static_cast<std::uint64_t>(c - 'a' + 10);
    } else {
      return false;
    }
  }
  return true;
}

SubmitStamp::SubmitStamp(const client::SubmitMessage& shape, std::string_view run) {
  const std::string key = KeyOf(run, kPlaceholder);
  const std::string customer = CustomerOf(run, kPlaceholder);
  client::SubmitMessage message = shape;
  message.external_key = key;
  message.customer = customer;
  client::RequestEncoder().Submit(frame_, message, 0);
  customer_digits_ = PlaceOf(frame_, customer);
  key_digits_ = PlaceOf(frame_, key);
}

void SubmitStamp::Append(std::string& out, std::uint64_t number, std::uint64_t tag) const {
  const std::size_t start = out.size();
  out.append(frame_);
  char* frame = out.data() + start;
  std::memcpy(frame + kCorrelationOffset, &tag, sizeof tag);
  StoreDigits(number, frame + key_digits_);
  StoreDigits(number / kTicketsPerCustomer, frame + customer_digits_);
}

}  // namespace tidegate::load
