// Personal data, masked: phones and e-mail addresses inside a text, names of customers (domain.md 14).
//
//   13800130827, +86 138-0013-0827   ->  138****0827, +86 138****0827       mobile phones of the mainland
//   010-12345678, (0755) 2345 6789   ->  010-****5678, (0755) ****6789      its other phones, with their area code
//   +44 20 7946 0958                 ->  +44****0958                        phones with another country's code
//   li.ming@example.com              ->  l***@example.com
//   张伟                             ->  张*                                a name, where it is known to be one
//
// Digits, signs and spaces of full width count as their plain forms. What is long but no phone stays: numbers of tickets and orders
// (CS20261121000042), amounts, dates. In doubt it is masked: eleven digits that begin as a mobile phone does are taken for one unless a
// capital letter or an underscore stands directly before them. What is masked already stays as it is, and what is still shown of it is
// part of nothing else: masking a masked text changes nothing.
//
// One pass, no backtracking: about 1 GB/s of Chinese text without numbers (masking_bench), each digit is looked at a bounded number of
// times. UTF-8 stays UTF-8, other bytes pass as they are; the result is never longer than the text. Any thread. Not here: who sees what.
#pragma once

#include <string>
#include <string_view>

namespace tidegate {

// Appends the text to `out`, masked.
void AppendMasked(std::string_view text, std::string& out);
std::string Masked(std::string_view text);

// The first character and a star; empty stays empty.
std::string MaskedName(std::string_view name);

// What a front end calls a customer by: a phone, an e-mail address or a name is masked, an id of another kind stays.
std::string MaskedIdentity(std::string_view identity);

}  // namespace tidegate
