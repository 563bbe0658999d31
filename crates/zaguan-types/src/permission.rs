//! What staff may do: permissions, and the built-in roles that bundle them.

wire_enum! {
    /// One thing that a member of staff may be allowed to do. The same value guards the operation, stands in its
    /// OpenAPI security line, and hides the control in the app.
    Permission {
        /// Nothing more than being signed in.
        SignedIn = "signed_in",
        /// See contacts.
        ContactsRead = "contacts:read",
        /// Create and change contacts, and grant or withdraw their access to the portal.
        ContactsWrite = "contacts:write",
        /// Erase a contact for good, as privacy law asks.
        ContactsErase = "contacts:erase",
        /// See organisations.
        OrganisationsRead = "organisations:read",
        /// Create and change organisations.
        OrganisationsWrite = "organisations:write",
        /// See cases and their conversations.
        CasesRead = "cases:read",
        /// Create, change, answer, close and reopen cases.
        CasesWrite = "cases:write",
        /// Read files into the firm's records, and take such an import back.
        RecordsImport = "records:import",
        /// Take records out as a file.
        RecordsExport = "records:export",
        /// Share saved views with everybody at the firm, and change shared ones.
        ViewsShare = "views:share",
        /// See who else works here.
        UsersRead = "users:read",
        /// See how modules, blocks and fields are set up: every form needs it.
        FieldsRead = "fields:read",
        /// Change blocks and fields, and what clients see of them.
        FieldsManage = "fields:manage",
    }

    /// A built-in role.
    Role {
        /// Everything, and cannot be removed by anyone but another owner.
        Owner = "owner",
        /// Everything that is set up, and all daily work.
        Administrator = "administrator",
        /// Daily work: contacts, organisations and cases.
        Agent = "agent",
        /// Sees the daily work and changes nothing.
        ReadOnly = "read_only",
    }
}

impl Permission {
    /// Whether it only looks.
    pub const fn is_read(self) -> bool {
        matches!(
            self,
            Self::SignedIn
                | Self::ContactsRead
                | Self::OrganisationsRead
                | Self::CasesRead
                | Self::UsersRead
                | Self::FieldsRead
        )
    }
}

impl Role {
    /// Whether someone in this role may do it.
    pub const fn allows(self, permission: Permission) -> bool {
        match self {
            Self::Owner | Self::Administrator => true,
            Self::Agent => !matches!(permission, Permission::FieldsManage | Permission::ContactsErase),
            Self::ReadOnly => permission.is_read(),
        }
    }

    /// All that someone in this role may do.
    pub fn permissions(self) -> Vec<Permission> {
        Permission::ALL.iter().copied().filter(|permission| self.allows(*permission)).collect()
    }
}
