using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Tests.Unit.Runtime.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Fleet.Tests.Unit.Runtime.Bindings;

/// <summary>What the HTTP binding makes of calls that recordings do not show; as Dapr's source has it.</summary>
public sealed class HttpBindingTests
{
    [Theory]
    [InlineData("""{"Operation":"post","DATA":1,"metaData":{"path":"/p"}}""")]
    [InlineData("""{"operation":"post","data":1,"metadata":{"path":"p"}} and more""")]
    public async Task A_call_is_read_with_names_in_any_case_and_what_follows_it_is_passed_over(string call)
    {
        await using var server = await WebServer.StartAsync(_ => Task.CompletedTask);
        await using var world = await FrontWorld.StartAsync(Component(server.Url));

        Assert.Equal(200, (await world.SendAsync("/v1.0/bindings/web", "POST", call)).Status);

        Assert.Equal(("POST /p", "1"), (server.Calls.Single().Line, server.Calls.Single().Body));
    }

    [Theory]
    [InlineData("null", 500)]
    [InlineData("5", 400)]
    [InlineData("""{"operation":5}""", 400)]
    [InlineData("""{"operation":"get","metadata":{"a":1}}""", 400)]
    [InlineData("""{"operation":"post","data":1e999}""", 400)]
    public async Task A_call_that_is_none_is_refused(string call, int status)
    {
        await using var world = await FrontWorld.StartAsync(Component("http://127.0.0.1:1"));

        Assert.Equal(status, (await world.SendAsync("/v1.0/bindings/web", "POST", call)).Status);
    }

    [Fact]
    public async Task Data_are_sent_as_Go_writes_them()
    {
        await using var server = await WebServer.StartAsync(_ => Task.CompletedTask);
        await using var world = await FrontWorld.StartAsync(Component(server.Url));

        await world.SendAsync("/v1.0/bindings/web", "POST", """{"operation":"post","data":{"b":[1.0,1e21,1e-7,12345678901234567890,-0.0],"a":"<ä&\"","c":0.00001}}""");

        Assert.Equal("""{"a":"\u003cä\u0026\"","b":[1,1e+21,1e-7,12345678901234567000,-0],"c":0.00001}""", server.Calls.Single().Body);
    }

    [Fact]
    public async Task Redirects_are_followed()
    {
        await using var server = await WebServer.StartAsync(http =>
        {
            if (http.Request.Path == "/old")
                http.Response.Redirect("/new", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        await using var world = await FrontWorld.StartAsync(Component(server.Url));

        var (status, _, response) = await world.SendAsync("/v1.0/bindings/web", "POST", """{"operation":"post","data":1,"metadata":{"path":"/old"}}""");

        Assert.Equal((200, "200"), (status, response.Headers.GetValues("metadata.statusCode").Single()));
        Assert.Equal([("POST /old", "1"), ("POST /new", "1")], server.Calls.Select(call => (call.Line, call.Body)));
    }

    [Theory]
    [InlineData("no", 200)]
    [InlineData("0", 200)]
    [InlineData("false", 200)]
    [InlineData("yes", 500)]
    [InlineData("TRUE", 500)]
    [InlineData("", 500)]
    public async Task Whether_a_bad_answer_is_an_error_is_any_word_for_yes_or_no(string strict, int status)
    {
        await using var server = await WebServer.StartAsync(http =>
        {
            http.Response.StatusCode = 418;
            return Task.CompletedTask;
        });
        await using var world = await FrontWorld.StartAsync(Component(server.Url));

        var call = "{\"operation\":\"get\",\"metadata\":{\"errorIfNot2XX\":\"" + strict + "\"}}";
        Assert.Equal(status, (await world.SendAsync("/v1.0/bindings/web", "POST", call)).Status);
    }

    [Fact]
    public async Task A_long_answer_is_cut_off()
    {
        await using var server = await WebServer.StartAsync(http => http.Response.WriteAsync(new string('x', 5000)));
        await using var world = await FrontWorld.StartAsync(Component(server.Url, "- {name: maxResponseBodySize, value: 1Ki}"));

        Assert.Equal(1024, (await world.SendAsync("/v1.0/bindings/web", "POST", """{"operation":"get"}""")).Body.Length);
    }

    [Fact]
    public async Task Certificates_prove_both_sides()
    {
        using var root = Certificate("CN=localhost");
        using var client = Certificate("CN=client");
        await using var server = await WebServer.StartAsync(http => http.Response.WriteAsync(http.Connection.ClientCertificate!.Subject), listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = root;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.AllowAnyClientCertificate();
        }));
        var url = server.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await using var trusting = await FrontWorld.StartAsync(Component(url,
            Field("MTLSRootCA", root.ExportCertificatePem()), Field("MTLSClientCert", client.ExportCertificatePem()), Field("MTLSClientKey", client.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem())));
        await using var stranger = await FrontWorld.StartAsync(Component(url));

        Assert.Equal("CN=client", (await trusting.SendAsync("/v1.0/bindings/web", "POST", """{"operation":"get"}""")).Body);
        Assert.Equal(500, (await stranger.SendAsync("/v1.0/bindings/web", "POST", """{"operation":"get"}""")).Status);
    }

    private static X509Certificate2 Certificate(string subject)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private static string Field(string name, string text) => $"- name: {name}\n  value: |\n    {text.ReplaceLineEndings("\n    ")}";

    private static string Component(string url, params string[] more) => $$"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: {name: web}
        spec:
          type: bindings.http
          version: v1
          metadata:
          - {name: url, value: {{url}}}
          {{string.Join("\n", more).ReplaceLineEndings("\n  ")}}
        """;
}
