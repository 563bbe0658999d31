//! What is done with contacts and organisations besides reading and changing them: bin, links, likenesses, merging.

use zaguan_types::contacts::{Contact, ContactMerge, ContactOrganisationChange, ContactOrganisationList, Erasure};
use zaguan_types::duplicates::DuplicateList;
use zaguan_types::organisations::{NewOrganisation, Organisation, OrganisationMerge};
use zaguan_types::{ContactId, OrganisationId};

use super::{Answer, Staff, get, with};
use crate::transport::{call, command};
use crate::{Method, Query, Tagged, Transport};

impl<T: Transport> Staff<T> {
    /// Puts a contact into the bin.
    pub async fn delete_contact(&self, id: ContactId, if_match: Option<&str>) -> Answer<()> {
        command(&self.transport, with(Method::Delete, &format!("/contacts/{id}")).if_match(if_match)).await
    }

    /// Takes a contact out of the bin.
    pub async fn restore_contact(&self, id: ContactId) -> Answer<Tagged<Contact>> {
        call(&self.transport, with(Method::Put, &format!("/contacts/{id}/restoration"))).await
    }

    /// Erases a person for good.
    pub async fn erase_contact(&self, id: ContactId, erasure: &Erasure) -> Answer<()> {
        command(&self.transport, with(Method::Post, &format!("/contacts/{id}/erasure")).json(erasure)).await
    }

    /// Merges another contact into this one.
    pub async fn merge_contact(
        &self,
        id: ContactId,
        merge: &ContactMerge,
        if_match: Option<&str>,
    ) -> Answer<Tagged<Contact>> {
        let request = with(Method::Post, &format!("/contacts/{id}/merges")).json(merge).if_match(if_match);
        call(&self.transport, request).await
    }

    /// Contacts that may be the same person as someone with these values.
    pub async fn contact_duplicates(&self, query: &Query) -> Answer<DuplicateList> {
        self.value(get(&format!("/contact-duplicates{}", query.as_str()))).await
    }

    /// The organisations of a contact, the main one first.
    pub async fn contact_organisations(&self, id: ContactId) -> Answer<ContactOrganisationList> {
        self.value(get(&format!("/contacts/{id}/organisations"))).await
    }

    /// Links a contact to an organisation, or changes how it is linked.
    pub async fn link_organisation(
        &self,
        id: ContactId,
        organisation: OrganisationId,
        change: &ContactOrganisationChange,
    ) -> Answer<ContactOrganisationList> {
        let path = format!("/contacts/{id}/organisations/{organisation}");
        self.value(with(Method::Put, &path).json(change)).await
    }

    /// Takes a contact out of an organisation.
    pub async fn unlink_organisation(&self, id: ContactId, organisation: OrganisationId) -> Answer<()> {
        let path = format!("/contacts/{id}/organisations/{organisation}");
        command(&self.transport, with(Method::Delete, &path)).await
    }

    /// Creates an organisation, once for a key however often it is sent.
    pub async fn create_organisation_once(&self, new: &NewOrganisation, once: &str) -> Answer<Tagged<Organisation>> {
        call(&self.transport, with(Method::Post, "/organisations").json(new).once(Some(once))).await
    }

    /// Puts an organisation into the bin.
    pub async fn delete_organisation(&self, id: OrganisationId, if_match: Option<&str>) -> Answer<()> {
        command(&self.transport, with(Method::Delete, &format!("/organisations/{id}")).if_match(if_match)).await
    }

    /// Takes an organisation out of the bin.
    pub async fn restore_organisation(&self, id: OrganisationId) -> Answer<Tagged<Organisation>> {
        call(&self.transport, with(Method::Put, &format!("/organisations/{id}/restoration"))).await
    }

    /// Merges another organisation into this one.
    pub async fn merge_organisation(
        &self,
        id: OrganisationId,
        merge: &OrganisationMerge,
        if_match: Option<&str>,
    ) -> Answer<Tagged<Organisation>> {
        let request = with(Method::Post, &format!("/organisations/{id}/merges")).json(merge).if_match(if_match);
        call(&self.transport, request).await
    }

    /// Organisations that may be the same as one with these values.
    pub async fn organisation_duplicates(&self, query: &Query) -> Answer<DuplicateList> {
        self.value(get(&format!("/organisation-duplicates{}", query.as_str()))).await
    }
}
