// What masking costs: texts without a number, with some, and of nothing else.
#include <benchmark/benchmark.h>

#include <string>

#include "protocol/masking/personal_data.h"

namespace tidegate {
namespace {

std::string Repeated(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  return text;
}

void Mask(benchmark::State& state, const std::string& text) {
  std::string out;
  for (auto _ : state) {
    out.clear();
    AppendMasked(text, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

constexpr std::size_t kTextBytes = 32 * 1024;

void BM_ChineseWithoutNumbers(benchmark::State& state) { Mask(state, Repeated("您好，退款一直没有到账，请尽快处理。", kTextBytes)); }
void BM_ChineseWithPhones(benchmark::State& state) {
  Mask(state, Repeated("您好，退款没有到账，请打13800130827或写li.ming@example.com，谢谢。", kTextBytes));
}
void BM_DigitsOnly(benchmark::State& state) { Mask(state, Repeated("138 0013 0827 ", kTextBytes)); }
void BM_Title(benchmark::State& state) { Mask(state, "退款没有到账，订单202611210000421"); }

BENCHMARK(BM_ChineseWithoutNumbers);
BENCHMARK(BM_ChineseWithPhones);
BENCHMARK(BM_DigitsOnly);
BENCHMARK(BM_Title);

}  // namespace
}  // namespace tidegate

BENCHMARK_MAIN();
