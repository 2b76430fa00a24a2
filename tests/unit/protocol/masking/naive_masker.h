// A second way to mask: the rules of personal_data.h as regular expressions, tried at every character in turn. Slow and easy to read.
#pragma once

#include <algorithm>
#include <cctype>
#include <map>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate {

class NaiveMasker {
 public:
  std::string Masked(std::string_view text) {
    Read(text);
    std::string out;
    for (std::size_t at = 0; at < plain_.size();) {
      const std::size_t end = Address(at, out) ? end_ : Phone(at, out) ? end_ : at;
      if (end != at) {
        at = end;
        continue;
      }
      out += Bytes(at, at + 1);
      ++at;
    }
    return out;
  }

 private:
  // One plain character for each of the text; what is of no interest is a `~`, which none of the expressions knows.
  void Read(std::string_view text) {
    text_ = text;
    plain_.clear();
    begins_.clear();
    for (std::size_t at = 0; at < text.size();) {
      const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
      char plain = '~';
      std::size_t bytes = 1;
      if (byte(0) < 0x80) {
        plain = text[at] == '~' || text[at] == '\0' ? '~' : text[at];
      } else if (byte(0) == 0xC2 && byte(1) == 0xA0) {
        plain = ' ', bytes = 2;
      } else if (byte(0) == 0xE3 && byte(1) == 0x80 && byte(2) == 0x80) {
        plain = ' ', bytes = 3;
      } else if (byte(0) == 0xEF && (byte(1) == 0xBC || byte(1) == 0xBD) && byte(2) >= 0x80 && byte(2) <= 0xBF) {
        const unsigned code = 0xFF00 + (byte(1) - 0xBC) * 64 + (byte(2) - 0x80);
        if (code >= 0xFF01 && code <= 0xFF5E) {
          plain = static_cast<char>(code - 0xFF00 + 0x20), bytes = 3;
        }
      }
      begins_.push_back(at);
      plain_ += plain;
      at += bytes;
    }
    begins_.push_back(text.size());
  }
  std::string Bytes(std::size_t begin, std::size_t end) const {
    return std::string(text_.substr(begins_[begin], begins_[end] - begins_[begin]));
  }
  char Before(std::size_t at) const { return at == 0 ? '~' : plain_[at - 1]; }
  static bool IsLocal(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c != '\0' && std::string_view("._%+-").find(c) != std::string_view::npos);
  }
  static bool IsDigit(char c) { return c >= '0' && c <= '9'; }

  // From the first letter or digit of the word before the sign on.
  bool Address(std::size_t at, std::string& out) {
    static const std::regex kAddress("([A-Za-z0-9][A-Za-z0-9._%+-]*)@([A-Za-z0-9.-]*)");
    if (at < end_of_last_ && at != 0) return false;
    if (plain_[at] == '@' && Before(at) == '*' && DomainLength(at + 1) != 0) {  // masked before
      end_ = at + 1 + DomainLength(at + 1);
      out += Bytes(at, end_);
      end_of_last_ = end_;
      return true;
    }
    std::size_t first = at;  // of its word
    while (first > 0 && IsLocal(plain_[first - 1]) && first > end_of_last_) --first;
    for (std::size_t i = first; i < at; ++i) {
      if (std::isalnum(static_cast<unsigned char>(plain_[i])) != 0) return false;  // it would have begun there
    }
    std::smatch match;
    const std::string rest = plain_.substr(at);
    if (!std::regex_search(rest, match, kAddress, std::regex_constants::match_continuous)) return false;
    const std::string local = match[1];
    const std::size_t length = DomainLength(at + local.size() + 1);
    if (length == 0) return false;
    out += local.size() == 1 ? "*" : local.substr(0, 1) + std::string(std::min<std::size_t>(3, local.size() - 1), '*');
    end_ = at + local.size() + 1 + length;
    out += Bytes(at + local.size(), end_);
    end_of_last_ = end_;
    return true;
  }

  // The domain ends behind the letters, two or more, that follow its last dot with such letters; a label stands before the first dot.
  std::size_t DomainLength(std::size_t begin) const {
    const std::size_t end =
        std::min(plain_.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-", begin), plain_.size());
    const std::string domain = plain_.substr(begin, end - begin);
    std::size_t length = 0;
    if (domain.find_first_not_of("-") != std::string::npos && domain[domain.find_first_not_of("-")] != '.') {
      for (std::size_t dot = domain.find('.'); dot != std::string::npos; dot = domain.find('.', dot + 1)) {
        std::size_t letters = dot + 1;
        while (letters < domain.size() && std::isalpha(static_cast<unsigned char>(domain[letters])) != 0) ++letters;
        if (letters - dot - 1 >= 2) length = letters;
      }
    }
    return length;
  }

  // What is shown of a masked phone, with its plus or behind other groups of digits, or of an address with one digit.
  std::size_t MaskedPhone(std::size_t at) const {
    static const std::regex kPhone(
        "(\\+?(86|0086)?1[3-9]\\d\\*{4}|\\+?(010|02\\d|0[3-9]\\d\\d)[-. ()]{0,2}\\*{4}|\\+?0[3-9]\\d\\d[-. ()]{0,2}\\*{3}|"
        "\\+[1-9]\\d{0,2}\\*{1,4})\\d{4}(?![0-9])");
    std::smatch match;
    const std::string rest = plain_.substr(at, 80);
    return std::regex_search(rest, match, kPhone, std::regex_constants::match_continuous) ? static_cast<std::size_t>(match.length(0)) : 0;
  }
  bool IsLeftOfMasked(std::size_t at) const {
    const std::size_t stars = plain_.find_first_not_of("0123456789", at);
    if (stars >= plain_.size() || plain_[stars] != '*') return false;
    if (MaskedPhone(at) != 0) return true;
    const std::size_t sign = plain_.find_first_not_of('*', stars);
    return stars == at + 1 && sign < plain_.size() && sign - stars <= 3 && plain_[sign] == '@' && DomainLength(sign + 1) != 0;
  }

  // Whether the sign stands in the word of an address.
  bool IsBeforeAnAddress(std::size_t at) {
    while (at < plain_.size() && IsLocal(plain_[at]) && std::isalnum(static_cast<unsigned char>(plain_[at])) == 0) ++at;
    std::string nowhere;
    const std::size_t end = end_;
    const std::size_t end_of_last = end_of_last_;
    const bool is = at < plain_.size() && Address(at, nowhere);
    end_ = end;
    end_of_last_ = end_of_last;
    return is;
  }

  bool Phone(std::size_t at, std::string& out) {
    const bool plus =
        plain_[at] == '+' && at + 1 < plain_.size() && IsDigit(plain_[at + 1]) && std::isalnum(static_cast<unsigned char>(Before(at))) == 0;
    if (!plus && (!IsDigit(plain_[at]) || IsDigit(Before(at)))) return false;
    if (plus && IsBeforeAnAddress(at)) return false;
    if (Before(at) == '_') return false;
    static const std::regex kBefore("[A-Z]$");
    static const std::regex kWord("(^|[^A-Za-z])(tel|phone|mobile|mob|cell|call|fax|wechat|wx|vx)$", std::regex::icase);
    const std::string before = plain_.substr(at > 10 ? at - 10 : 0, std::min<std::size_t>(at, 10));
    if (std::regex_search(before, kBefore) && !std::regex_search(before, kWord)) return false;
    if (const std::size_t length = MaskedPhone(at); length != 0) {
      end_ = at + length;
      out += Bytes(at, end_);
      end_of_last_ = end_;
      return true;
    }
    const std::string rest = plain_.substr(at, 80);
    const std::string s = "[-. ()]{1,2}";
    const std::string end = "(?![0-9])";
    std::smatch match;
    const auto is = [&](const std::string& expression) {
      static std::map<std::string, std::regex> known;
      const auto [entry, fresh] = known.try_emplace(expression);
      if (fresh) entry->second = std::regex(expression);
      if (!std::regex_search(rest, match, entry->second, std::regex_constants::match_continuous)) return false;
      std::size_t group = at + static_cast<std::size_t>(match.length(0));  // the last one: stars stand behind no other
      while (group > at && IsDigit(plain_[group - 1])) --group;
      return group <= at + (plus ? 1 : 0) || !IsLeftOfMasked(group);
    };
    const auto take = [&](const std::string& shown) {
      out += shown;
      end_ = at + static_cast<std::size_t>(match.length(0));
      end_of_last_ = end_;
      return true;
    };
    // The digits of a mobile phone, in the ways of writing them.
    for (const std::string& mobile : {std::string("(1[3-9]\\d)\\d{4}(\\d{4})"), "(1[3-9]\\d)" + s + "\\d{4}(\\d{4})",
                                      "(1[3-9]\\d)\\d{4}" + s + "(\\d{4})", "(1[3-9]\\d)" + s + "\\d{4}" + s + "(\\d{4})"}) {
      for (const std::string& prefix : {std::string("86"), std::string("0086"), std::string()}) {
        for (const std::string& gap : {s, std::string()}) {
          if (prefix.empty() && !gap.empty()) continue;
          if (!is("(\\+?" + prefix + gap + ")" + mobile + end)) continue;
          const std::string sign = match[1];
          return take((prefix.empty() ? std::string() : Bytes(at, at + sign.size())) + std::string(match[2]) + "****" +
                      std::string(match[3]));
        }
      }
    }
    const auto landline = [&](const std::string& area, const std::string& local, std::size_t hidden) {
      // `local` has one group: what is shown.
      for (const std::string& gap : {s, std::string()}) {
        if (gap.empty() && local.find(s) != std::string::npos) continue;
        if (!is("(\\+?" + area + gap + ")" + local + end)) continue;
        const std::size_t shown = static_cast<std::size_t>(match.length(1));
        const std::string front = gap.empty() ? std::string(match[1]).substr(plus ? 1 : 0) : Bytes(at, at + shown);
        return take(front + std::string(hidden, '*') + std::string(match[2]));
      }
      return false;
    };
    for (const std::string& area : {std::string("(?:010|02\\d)"), std::string("(?:0[3-9]\\d\\d)")}) {
      if (landline(area, "[2-8]\\d{3}(\\d{4})", 4) || landline(area, "[2-8]\\d{3}" + s + "(\\d{4})", 4)) return true;
      if (area == "(?:010|02\\d)") continue;
      if (landline(area, "[2-8]\\d{2}(\\d{4})", 3) || landline(area, "[2-8]\\d{2}" + s + "(\\d{4})", 3)) return true;
    }
    if (!plus) return false;
    // As many groups as fit fifteen digits, at most eight.
    std::string digits;
    std::size_t end_at = 0;
    std::size_t first = 0;
    static const std::regex kNext("[-. ()]{1,2}(?=\\d)");
    std::size_t from = 1;
    for (int group = 0; group < 8; ++group) {
      std::size_t to = from;
      while (to < rest.size() && IsDigit(rest[to])) ++to;
      if (group != 0 && IsLeftOfMasked(at + from)) break;
      if (digits.size() + (to - from) > 15) break;
      digits += rest.substr(from, to - from);
      end_at = to;
      if (group == 0) first = to - from;
      const std::string behind = rest.substr(to);
      if (!std::regex_search(behind, match, kNext, std::regex_constants::match_continuous)) break;
      from = to + static_cast<std::size_t>(match.length(0));
    }
    if (digits.size() < 8 || digits[0] == '0') return false;
    const std::size_t shown = first <= 3 ? first : 2;
    out += "+" + digits.substr(0, shown) + std::string(std::min<std::size_t>(4, digits.size() - shown - 4), '*') +
           digits.substr(digits.size() - 4);
    end_ = at + end_at;
    end_of_last_ = end_;
    return true;
  }

  std::string_view text_;
  std::string plain_;
  std::vector<std::size_t> begins_;
  std::size_t end_ = 0;
  std::size_t end_of_last_ = 0;
};

}  // namespace tidegate
