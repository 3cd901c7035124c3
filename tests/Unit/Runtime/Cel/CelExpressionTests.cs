using System.Text.Json;
using Fleet.Runtime.Cel;

namespace Fleet.Tests.Unit.Runtime.Cel;

public sealed class CelExpressionTests
{
    private const string Event = """
        {"type":"car/1","time":"2026-03-01T23:30:15.25Z","source":"app-a","data":{"n":5,"d":1.5,"k":"blue","b":true,"nothing":null,"list":[1,2,3],"plates":["AB-1","CD-2"]}}
        """;

    [Theory]
    [InlineData("event.type == \"car/1\"")]
    [InlineData("event.type != 'van/1'")]
    [InlineData("event.type.contains('ar') && event.type.startsWith('car') && event.type.endsWith('/1')")]
    [InlineData("event.type.matches('^car/[0-9]+$')")]
    [InlineData("matches(event.type, 'a' + 'r')")]
    [InlineData("event.data.n == 5 && int(event.data.n) == 5 && event.data.n == 5.0 && event.data.n >= 5u")]
    [InlineData("event.data.d > 1 && event.data.d <= 1.5 && !(event.data.d < 1.5)")]
    [InlineData("event.data.k in [\"red\", \"blue\"]")]
    [InlineData("'k' in event.data && !('q' in event.data)")]
    [InlineData("has(event.data.k) && !has(event.data.q)")]
    [InlineData("event.data.b")]
    [InlineData("event['data'][\"list\"][1] == 2")]
    [InlineData("size(event.data.list) == 3 && event.type.size() == 5 && size({'a': 1, 'b': 2}) == 2")]
    [InlineData("event.data.nothing == null")]
    [InlineData("event.data.list == [1, 2, 3] && {'a': 1} == {'a': 1.0}")]
    [InlineData("event.data.k == 5 || true")]
    [InlineData("event.data.plates.exists(p, p.startsWith('CD')) && event.data.plates.all(p, size(p) == 4)")]
    [InlineData("event.data.list.filter(x, x > 1).map(x, x * 2.0) == [4, 6] && event.data.list.exists_one(x, x == 2)")]
    [InlineData("(event.data.n > 3 ? 'many' : 'few') == 'many'")]
    [InlineData("1 + 2 * 3 - -4 == 11 && 7 / 2 == 3 && 7 % 4 == 3 && 0x10 == 16 && 1e3 == 1000.0 && .5 < 1.0")]
    [InlineData("string(5) + string(true) == '5true' && double('1.5') == 1.5 && bool('true') && uint(3) == 3u")]
    [InlineData("r'a\\b' == 'a\\\\b' && 'A' == \"\\u0041\" && '''it's''' == \"it's\"")]
    [InlineData("!!true && !(!true)")]
    [InlineData("event.data.n == 5 // a remark")]
    [InlineData("type(1) == int && type(event.data.n) == double && type('') == string && type([]) == list && type(int) == type && type(1) != type(1u)")]
    [InlineData("[type(null), type(b''), type(true), type({}), type(1u)] == [null_type, bytes, bool, map, uint]")]
    [InlineData("b'a\\x41\\101ä' == bytes('aAAä') && size(b'ä') == 2 && b'a' + b'b' == b'ab' && b'a' < b'b' && string(b'ab') == 'ab'")]
    [InlineData("br'\\x' == b'\\\\x' && '\\101' == 'A'")]
    [InlineData("timestamp(event.time) > timestamp('2026-01-01T00:00:00Z') && timestamp(event.time) - duration('36h') < timestamp('2026-03-01T00:00:00Z')")]
    [InlineData("timestamp('2026-03-02T00:00:00Z') - timestamp('2026-03-01T12:00:00Z') == duration('12h') && duration('90s') + duration('30s') == duration('2m')")]
    [InlineData("timestamp(event.time).getFullYear() == 2026 && timestamp(event.time).getMonth() == 2 && timestamp(event.time).getDate() == 1 && timestamp(event.time).getDayOfMonth() == 0")]
    [InlineData("timestamp(event.time).getDayOfWeek() == 0 && timestamp(event.time).getDayOfYear() == 59 && timestamp(event.time).getHours() == 23 && timestamp(event.time).getMinutes() == 30")]
    [InlineData("timestamp(event.time).getHours('+02:00') == 1 && timestamp(event.time).getDate('Europe/Berlin') == 2 && timestamp(event.time).getHours('-00:30') == 23")]
    [InlineData("timestamp(event.time).getSeconds() == 15 && timestamp(event.time).getMilliseconds() == 250 && duration('90m').getMinutes() == 90 && duration('90m').getHours() == 1")]
    [InlineData("int(timestamp('1970-01-01T00:01:00Z')) == 60 && timestamp(60) == timestamp('1970-01-01T01:01:00+01:00')")]
    [InlineData("string(timestamp(event.time)) == '2026-03-01T23:30:15.25Z' && string(duration('1m1500ms')) == '61.5s'")]
    [InlineData("string(event.data.n) == '5' && string(1234567.0) == '1.234567e+06' && string(0.00001) == '1e-05' && string(1e21) == '1e+21' && string(0.1) == '0.1'")]
    [InlineData("event.data.list.map(x, x > 1, x * 10.0) == [20, 30]")]
    [InlineData("event.data.plates.exists(p, p.missing == 1 || p == 'CD-2') && [1, 'a'].exists(x, x > 'A') && !['a', 1].all(x, x > 5)")]
    [InlineData(".event.type == 'car/1'")]
    [InlineData("double(event.data.list[0]) + 1.0 == 2.0 && dyn(1) == 1.0 && (event.data.b ? event.type : 5) == 'car/1'")]
    [InlineData("{1: 'a', 'b': 2}['b'] == 2 && {1: 'a'}[1] == 'a' && 2 in [1, 2.0] && !('x' in {})")]
    public void Condition_holds(string expression) => Assert.True(CelExpression.Parse(expression).IsTrue(Variables()));

    [Theory]
    [InlineData("event.data.missing == 'x'")]
    [InlineData("event.data.k < 5")]
    [InlineData("event.type")]
    [InlineData("nobody == 1")]
    [InlineData("event.type.field == 1")]
    [InlineData("1 / 0 == 1")]
    [InlineData("9223372036854775807 + 1 > 0")]
    [InlineData("event.data.n + 1 == 6")]
    [InlineData("event.data.list[3] == 1")]
    [InlineData("event.data.missing == 'x' && true")]
    [InlineData("int('five') == 5")]
    [InlineData("timestamp('yesterday') == timestamp(0)")]
    [InlineData("timestamp(event.data.n) == timestamp(5)")]
    [InlineData("duration('soon') == duration('1s')")]
    [InlineData("timestamp(0).getHours('Nowhere/Land') == 1")]
    [InlineData("timestamp('9999-12-31T23:59:59Z') + duration('1h') > timestamp(0)")]
    [InlineData("event.data.list.exists(x, x.missing)")]
    [InlineData("event.data.list.all(x, x > 'a')")]
    [InlineData("string(b'\\xff') == ''")]
    [InlineData("event.data.n % 2 == 1")]
    public void Evaluation_fails_where_CEL_has_no_answer(string expression) =>
        Assert.Throws<CelException>(() => CelExpression.Parse(expression).IsTrue(Variables()));

    [Theory]
    [InlineData("event.data.missing == 'x' && false", false)]
    [InlineData("false && event.data.missing == 'x'", false)]
    [InlineData("event.data.missing == 'x' || true", true)]
    public void Operand_that_decides_alone_outweighs_an_error_of_the_other(string expression, bool expected) =>
        Assert.Equal(expected, CelExpression.Parse(expression).IsTrue(Variables()));

    [Theory]
    [InlineData("")]
    [InlineData("event.type ==")]
    [InlineData("event.type = 'x'")]
    [InlineData("(event.type")]
    [InlineData("'no end")]
    [InlineData("event.type == 'a' 'b'")]
    [InlineData("nosuch(event)")]
    [InlineData("event.type.matches('(')")]
    [InlineData("has(event)")]
    [InlineData("1x == 1")]
    [InlineData("'\\q' == ''")]
    [InlineData("99999999999999999999 > 1")]
    [InlineData("a @ b")]
    [InlineData("int(event.data.n) == 5.0")]
    [InlineData("size(event.data) > '3'")]
    [InlineData("event.data.n > 5 && 'yes'")]
    [InlineData("event.type.contains(5)")]
    [InlineData("!1")]
    [InlineData("-'a' == 'a'")]
    [InlineData("1 + 1.5 > 2.0")]
    [InlineData("(event.data.b ? 1 : 'one') == 1")]
    [InlineData("'a' in 'abc'")]
    [InlineData("contains(event.type, 'a')")]
    [InlineData("event.type.lowerAscii() == 'a'")]
    [InlineData("event.data.list.map(x) == []")]
    [InlineData("b'\\u0041' == b''")]
    [InlineData("'\\400' == ''")]
    [InlineData("rr'a' == ''")]
    public void Text_that_is_no_expression_is_refused(string expression) =>
        Assert.Throws<CelSyntaxException>(() => CelExpression.Parse(expression));

    [Fact]
    public void Endless_nesting_is_refused() =>
        Assert.Throws<CelSyntaxException>(() => CelExpression.Parse(new string('(', 100_000)));

    [Fact]
    public void Endless_chain_is_refused() =>
        Assert.Throws<CelSyntaxException>(() => CelExpression.Parse("true" + string.Concat(Enumerable.Repeat("||true", 100_000))));

    [Fact]
    public void Longest_chain_is_evaluated() =>
        Assert.True(CelExpression.Parse("true" + string.Concat(Enumerable.Repeat("&&true", 1_600))).IsTrue(Variables()));

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Trip_condition_of_a_circuit_breaker_counts(long failures, bool expected)
    {
        var counts = new Dictionary<string, object?> { ["consecutiveFailures"] = failures, ["requests"] = 10L };
        Assert.Equal(expected, CelExpression.Parse("consecutiveFailures > 5").IsTrue(counts));
    }

    private static Dictionary<string, object?> Variables()
    {
        using var json = JsonDocument.Parse(Event);
        return new() { ["event"] = CelJsonObject.FromJson(json.RootElement.Clone()) };
    }
}
