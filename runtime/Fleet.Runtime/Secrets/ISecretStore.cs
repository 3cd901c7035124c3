using Fleet.Runtime.Components;

namespace Fleet.Runtime.Secrets;

/// <summary>A store of secrets.</summary>
public interface ISecretStore : IComponent
{
    /// <summary>One secret: its keys and values; null when there is none of that name.</summary>
    Task<IReadOnlyDictionary<string, string>?> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>All secrets by name.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> GetAllAsync(CancellationToken cancellationToken);
}
