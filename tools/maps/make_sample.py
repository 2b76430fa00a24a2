#!/usr/bin/env python3
"""Writes tools/maps/sample_tickets.csv: an evening of a small service desk, invented, the same on every run (fixed seed).

    python3 tools/maps/make_sample.py > tools/maps/sample_tickets.csv
"""

import csv
import datetime
import random
import sys

TICKETS = 200
SEED = 20261121

# word in the file, weight
CHANNELS = [("电话热线", 24), ("App", 20), ("小程序", 14), ("网页聊天", 12), ("社交私信", 8), ("社交评论", 5), ("社交帖子", 3), ("邮件", 8),
            ("门店", 4), ("自助终端", 2)]
TIERS = [("VIP", 10), ("企业", 8), ("会员", 30), ("-", 52)]

# type in the file, weight, priority in the file, skills, title, text, minutes of handling
MATTERS = [
    ("投诉", 9, "P2", "complaint:2;refund", "退款一直没有到账", "订单 {order} 申请退款已经 {n} 天，钱还没有回来，请尽快处理。", 14),
    ("投诉", 7, "P2", "complaint", "客服态度差", "上次来电 {n} 号坐席直接挂断，要求回访。", 12),
    ("complaint", 4, "P2", "complaint", "Charged twice", "Order {order} was charged twice, {n} days ago.\nPlease refund one of the two payments.", 13),
    ("咨询", 16, "P3", "product", "怎么修改收货地址", "订单 {order} 还没发货，想换一个地址。", 5),
    ("咨询", 12, "P3", "billing", "发票怎么开", "需要 {n} 张增值税专用发票，抬头是公司。", 6),
    ("consultation", 8, "P3", "product", "Which model fits", 'Does the adapter fit the "Lite" model, or only the {n}-inch one?', 6),
    ("技术支持", 10, "P2", "technical:2", "登录后闪退", "更新到 5.{n} 版本以后，打开就闪退。", 18),
    ("technical support", 6, "P3", "technical", "Sync stopped", "Nothing has been synchronised for {n} hours, error 0x{order}.", 16),
    ("技术支持", 3, "P1", "technical:3;security", "账号被盗", "手机收到 {n} 条异地登录提醒，请马上冻结账号。", 20),
    ("售后", 11, "P2", "returns", "收到的商品破损", "订单 {order} 的外箱完好，里面碎了 {n} 件。", 11),
    ("售后", 7, "P3", "returns;logistics", "物流三天没有更新", "单号 {order}，最后一站停了 {n} 天。", 9),
    ("after-sales", 3, "P1", "returns:2", "Smoke from the charger", "The charger of order {order} smoked after {n} minutes, I unplugged it.", 15),
    ("建议", 4, "P4", "-", "希望增加夜间模式", "晚上用的时候屏幕太亮，\n有 {n} 位同事也这么说。", 3),
]

# name, tier in the file, skills they work on
AGENTS = [
    ("王敏", "普通客服", {"complaint", "refund", "billing", "product"}),
    ("李强", "普通客服", {"technical", "returns", "logistics"}),
    ("Anna Berg", "普通客服", {"complaint", "product", "billing", "refund"}),
    ("赵雪", "普通客服", {"returns", "logistics", "refund", "complaint"}),
    ("陈刚", "资深", {"technical", "security", "returns"}),
    ("Diego Ruiz", "普通客服", {"technical", "product"}),
    ("孙丽", "新人", {"product", "billing"}),
    ("周伟", "新人", {"product", "logistics", "returns"}),
]
# One double charge went to the senior: so he is known to handle complaints, and has the rest of them, which the sample rules make urgent.
ESCALATED = 12
REGIONS = [("华东", 40), ("华南", 25), ("华北", 20), ("-", 15)]


def pick(rng, weighted):
    return rng.choices([entry for entry, *_ in weighted], [row[1] for row in weighted])[0]


def main():
    rng = random.Random(SEED)
    at = datetime.datetime(2026, 11, 20, 18, 30)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["工单号", "日期", "时间", "渠道", "类型", "优先级", "区域", "客户", "客户等级", "技能", "客服", "客服级别", "处理秒数",
                  "订单号", "标题", "内容"])
    for number in range(1, TICKETS + 1):
        at += datetime.timedelta(seconds=rng.randint(5, 95))
        kind, _, priority, skills, title, text, minutes = rng.choices(MATTERS, [m[1] for m in MATTERS])[0]
        order = f"{rng.randint(10**7, 10**8 - 1)}"
        wanted = {skill.split(":")[0] for skill in skills.split(";")}
        able = [a for a in AGENTS if wanted <= a[2]]
        agent = rng.choice(able) if able and rng.random() < 0.85 else ("-", "-", set())
        if number == ESCALATED:
            agent = AGENTS[4]
        customer = rng.randint(1, 120)
        tier = "VIP" if customer <= 12 else pick(rng, TIERS[1:])
        out.writerow([f"S-{number:04d}", at.strftime("%Y/%m/%d"), at.strftime("%H:%M:%S"), pick(rng, CHANNELS), kind, priority,
                      pick(rng, REGIONS), f"C{customer:04d}", tier, skills, agent[0], agent[1],
                      str(max(30, int(rng.gauss(minutes, minutes / 4) * 60))) if rng.random() < 0.95 else "-",
                      order if "{order}" in text else "-", title, text.format(order=order, n=rng.randint(2, 9))])


main()
