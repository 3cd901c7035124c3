using Fleet.Runtime.Components;
using Fleet.Runtime.Secrets;

namespace Fleet.Tests.Unit.Docs;

/// <summary><c>secretstores.dotenv</c>: secrets as <c>NAME=value</c>, a line each.</summary>
public sealed class DotenvSecretStore(ComponentContext context) : ISecretStore
{
    private Dictionary<string, string> secrets = [];

    public static ComponentType Type { get; } = new("secretstores.dotenv", [new("path", Required: true)], context => new DotenvSecretStore(context));

    public async Task InitAsync(CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(context.Shared.ResolvePath(context.Metadata.Required("path")), cancellationToken);
        secrets = lines.Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
    }

    public Task<IReadOnlyDictionary<string, string>?> GetAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(secrets.ContainsKey(name) ? One(name) : null);

    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetAllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>>(secrets.Keys.ToDictionary(name => name, One));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IReadOnlyDictionary<string, string> One(string name) => new Dictionary<string, string> { [name] = secrets[name] };
}
