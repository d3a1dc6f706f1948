using System.Threading.Tasks;
using Microsoft.AspNetCore.Identity;

namespace Clinic.Web;

public class SignIn
{
    private readonly SignInManager<User> manager;

    public Task<SignInResult> Positional(string name, string password)
    {
        // ruleid: authn.csharp.lockout-disabled
        return manager.PasswordSignInAsync(name, password, true, false);
    }

    public Task<SignInResult> Named(User user, string password)
    {
        // ruleid: authn.csharp.lockout-disabled
        return manager.CheckPasswordSignInAsync(user, password, lockoutOnFailure: false);
    }

    public void NewUsers(IdentityOptions options)
    {
        // ruleid: authn.csharp.lockout-disabled
        options.Lockout.AllowedForNewUsers = false;
        // ruleid: authn.csharp.lockout-disabled
        options.Lockout.MaxFailedAccessAttempts = 1000;
    }

    public Task<SignInResult> Counted(string name, string password)
    {
        // ok: authn.csharp.lockout-disabled
        return manager.PasswordSignInAsync(name, password, false, lockoutOnFailure: true);
    }

    public Task<SignInResult> CountedUser(User user, string password)
    {
        // ok: authn.csharp.lockout-disabled
        return manager.CheckPasswordSignInAsync(user, password, true);
    }

    public void Limits(IdentityOptions options)
    {
        // ok: authn.csharp.lockout-disabled
        options.Lockout.MaxFailedAccessAttempts = 5;
    }
}
