using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Runtime.Components;

namespace Fleet.Runtime.Bindings;

/// <summary>How the HTTP binding proves who it is, and whom it trusts. A field holds PEM, or the path of a file with it.</summary>
internal static class HttpBindingTls
{
    private const string RootCa = "MTLSRootCA";
    private const string ClientCert = "MTLSClientCert";
    private const string ClientKey = "MTLSClientKey";
    private const string Renegotiation = "MTLSRenegotiation";

    /// <summary>The fields it reads.</summary>
    public static IReadOnlyList<MetadataField> Fields { get; } =
    [
        new(RootCa), new(ClientCert), new(ClientKey),
        new(Renegotiation) { Choices = ["RenegotiateNever", "RenegotiateOnceAsClient", "RenegotiateFreelyAsClient"] },
    ];

    /// <summary>The options of a component.</summary>
    /// <exception cref="ComponentException">A certificate or key cannot be read.</exception>
    public static SslClientAuthenticationOptions Options(ComponentContext context)
    {
        var options = new SslClientAuthenticationOptions
        {
            AllowRenegotiation = context.Metadata.Text(Renegotiation) is "RenegotiateOnceAsClient" or "RenegotiateFreelyAsClient",
        };
        if (Pem(context, RootCa) is { } roots)
            options.CertificateChainPolicy = Trusting(roots);
        if (Pem(context, ClientCert) is { } certificate && Pem(context, ClientKey) is { } key)
            options.ClientCertificates = [Read(ClientCert, () => X509Certificate2.CreateFromPem(certificate, key))];
        return options;
    }

    private static X509ChainPolicy Trusting(string roots)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        Read(RootCa, () =>
        {
            policy.CustomTrustStore.ImportFromPem(roots);
            return policy.CustomTrustStore.Count > 0 ? policy : throw new CryptographicException("it holds no certificate");
        });
        return policy;
    }

    private static string? Pem(ComponentContext context, string field)
    {
        var text = context.Metadata.Text(field);
        if (text is null || PemEncoding.TryFind(text, out _))
            return text;
        try
        {
            return File.ReadAllText(context.ResolvePath(text));
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ComponentException($"metadata field {field} is neither PEM nor a file that can be read: {missing.Message}", missing);
        }
    }

    private static T Read<T>(string field, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CryptographicException broken)
        {
            throw new ComponentException($"metadata field {field} cannot be used: {broken.Message}", broken);
        }
    }
}
