using System.Text;

namespace Fleet.Tests.Unit.Runtime.Fuzz;

/// <summary>Input that nobody sends who means well.</summary>
internal static class Hostile
{
    /// <summary>Texts for names, keys, times, metadata.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        "", " ", ".", "..", "../../../etc/passwd", "..\\..\\x", "/", "a/b", "//", "||", "a||b", "app||Robot||1||k", "\0", "a\0b", "\r\nx-injected: yes",
        "line\nbreak", "\t", "\u007f", "\u202e", "\ufeff", "\U0001F600", "\u0130", "ß", "'; DROP TABLE state;--", "return redis.call('FLUSHALL')", "\" OR 1=1",
        "${jndi:x}", "{{.}}", "%s%n", "%00", "%2e%2e%2f", "(a+)+$", "event.data > ", "[](){}*?+^$|", "true", "null", "NaN", "-Infinity", "-1", "0",
        "1e400", "9223372036854775807", "-9223372036854775808", "2147483648", "0x10", "1.5", "0s", "-1h", "1ns", "9223372036854775807h", "99999999999999999999999999999h", "9999999999999999999999999h", "9999999999999999999ns9999999999999999999ns",
        "1h1", "h", "P", "PT", "P0D", "P1Y", "P9999Y", "P2147483647Y", "P99999999999D", "PT2147483647H", "PT9999999999S", "P178956971Y", "R/PT1S", "R0/PT1H", "R-1/PT1H",
        "R2147483648/PT1H", "R5", "R5/", "@every", "@every 0s", "@every -1s", "@every 1h", "@every 2562047h", "@yearly", "* * * * * *", "*/0 * * * * *", "0/9999999999 * * * * *",
        "99 99 99 99 99 99", "0 0 0 31 2 *", "0 0 0 1-99999999 * *", "9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00",
        "2026-02-30T00:00:00Z", "first-write", "eventual", "application/json", new string('k', 300), new string('x', 70_000),
    ];

    /// <summary>One of each kind of JSON value, and values at the ends of what they can be; some are no JSON at all.</summary>
    public static IReadOnlyList<string> Values { get; } =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "-1e400", "1e-400", "2147483648", "9223372036854775807", "9223372036854775808", "123456789012345678901234567890", "\"text\"", "\"\"",
        "[]", "{}", "[1]", "[null]", "[[]]", "[{}]", "{\"a\":1}", "{\"\":\"\"}", "{\"a\":1,\"a\":2}", "{\"key\":\"a\",\"key\":\"b\"}", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "NaN", "Infinity", "00", "-", "\"open",
        "undefined", "'a'", "/**/1", "[1,]", "{\"a\"}", Nested(60), Nested(63), Nested(100), Nested(700), Nested(20_000), Objects(62), Objects(500), Objects(5000),
    ];

    /// <summary>Values that are JSON, one of each kind.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["null", "true", "-1", "1.5", "1e400", "\"text\"", "\"\"", "[]", "[\"a\"]", "{}", "{\"a\":\"b\"}", "\"\\ud800\"", "{\"a\":1,\"a\":2}"];

    /// <summary>Header lines, as bytes on the wire.</summary>
    public static IReadOnlyList<string> Headers { get; } =
    [
        "Content-Type: application/json", "Content-Type: application/cloudevents+json", "Content-Type: text/plain", "Content-Type: application/octet-stream", "Content-Type: ;;;",
        "Content-Type: application/json; charset=utf-99", "Content-Type: multipart/form-data", "Content-Type: application/x-www-form-urlencoded", "Content-Type: \u00e9",
        "traceparent: 00-00000000000000000000000000000000-0000000000000000-00", "traceparent: \u00ff", "tracestate: " + new string('a', 5000), "If-Match: ", "If-Match: \"*\"", "If-Match: a\u00e9",
        "dapr-app-id: ", "dapr-app-id: ../x", "dapr-app-id: app", "Authorization: Basic ====", "Authorization: Basic ZGFwci1hcHAtaWQ6YXBw", "Dapr-Reentrancy-Id: x", "Expect: 100-continue", "Accept-Encoding: gzip, br",
        "Content-Encoding: gzip", "Origin: null", "X-Odd: a\tb", "X-Odd: \u00fc\u00f1", "Cookie: a=b; a=c", "metadata.ttlInSeconds: -1", "Upgrade: websocket", "Upgrade: h2c", "TE: trailers",
        "X-Long: " + new string('y', 6000), "Range: bytes=0-0", "X-HTTP-Method-Override: DELETE", "Dapr-Api-Token: x", "Host: evil.example",
    ];

    /// <summary>Queries.</summary>
    public static IReadOnlyList<string> Queries { get; } =
    [
        "", "?", "?metadata.ttlInSeconds=-1", "?metadata.ttlInSeconds=9223372036854775807", "?metadata.rawPayload=maybe", "?metadata.rawPayload=true", "?concurrency=none&consistency=none", "?concurrency=first-write",
        "?%00=%ff", "?metadata.=x", "?metadata.cloudevent.id=%0d%0ax-injected:%20yes", "?metadata.x%0d%0ax-injected=%0d%0ax-injected:%20yes", "?metadata.%ff=%ff", "?metadata.a=1&metadata.a=2", "?appid=other",
        "?consistency=strong&metadata.partitionKey=" + new string('p', 2000), "?key=a&key=b", "?[]&&==", "?metadata.ttlInSeconds=1e3", "?metadata.key=\u0001",
    ];

    /// <summary>Arrays in arrays.</summary>
    public static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    /// <summary>Objects in objects.</summary>
    public static string Objects(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    /// <summary>A body with a wound: cut, bytes changed, something put in.</summary>
    public static byte[] Wounded(FuzzRun run, byte[] body)
    {
        if (body.Length == 0)
            return [(byte)run.Chance.Next(256)];
        var at = run.Chance.Next(body.Length);
        switch (run.Chance.Next(5))
        {
            case 0: return body[..at];
            case 1: return [.. body[..at], (byte)run.Chance.Next(256), .. body[(at + 1)..]];
            case 2: return [.. body[..at], .. Encoding.UTF8.GetBytes(run.Any(Values)), .. body[at..]];
            case 3: return [.. body[..at], 0xc3, 0x28, 0xed, 0xa0, 0x80, .. body[at..]];
            default: return [.. body, .. body];
        }
    }
}
