using Fleet.Runtime.Components;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Unit.Docs;

public sealed class DotenvTests
{
    [Fact]
    public async Task A_type_is_one_file_and_one_line()
    {
        using var file = new TestFile("PASSWORD=swordfish\n");
        await using var host = await FleetTestHost.StartAsync(new FleetTestOptions
        {
            Components = ComponentTypes.CreateRegistry().Add(DotenvSecretStore.Type),
            Resources = $"""
                apiVersion: dapr.io/v1alpha1
                kind: Component
                metadata:
                  name: dotenv
                spec:
                  type: secretstores.dotenv
                  version: v1
                  metadata:
                    - name: path
                      value: {file.Path}
                """,
        });
        using var app = await host.AddClientAsync("app");

        Assert.Equal("""{"PASSWORD":"swordfish"}""", await app.GetStringAsync("/v1.0/secrets/dotenv/PASSWORD", TestContext.Current.CancellationToken));
    }

    private sealed class TestFile : IDisposable
    {
        public TestFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
